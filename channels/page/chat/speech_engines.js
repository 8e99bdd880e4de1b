// What can turn speech into text: {leavesTheOffice, start(), stop(), close()}. The owner shows what goes on.

// Our own server's, which also answers in the same conversation and reads the answer aloud.
export class OfficeEngine {
  leavesTheOffice = false;

  constructor(VoiceClient, chat, owner) {
    Object.assign(this, { VoiceClient, chat, owner });
  }

  start() {
    const { conversation } = this.chat;
    if (this.client?.sender !== conversation.sender) {
      this.client?.close();
      this.client = this.connect(conversation.sender);
    }
    return this.client.listen();
  }

  connect(sender) {
    const url = new URL("voice", this.chat.base);
    url.protocol = url.protocol.replace("http", "ws");
    const client = new this.VoiceClient({ url: url.href, sender, profile: "web" });
    client.addEventListener("result", ({ detail }) => this.result(detail.text));
    client.addEventListener("partial", ({ detail }) => this.chat.announce(detail.text, { visibly: true, quietly: true }));
    client.addEventListener("reply", ({ detail }) => this.chat.replied(detail.messages.map((m) => m.custom).filter(Boolean)));
    client.addEventListener("error", ({ detail }) => this.owner.failed(detail.message));
    // While the answer is read aloud, the button stops it.
    client.addEventListener("speech", () => this.read(true));
    client.addEventListener("silence", () => this.read(false));
    client.connect();
    return client;
  }

  read(aloud) {
    if (aloud || this.reading) {
      this.reading = aloud;
      this.owner.show(aloud);
    }
  }

  result(text) {
    if (text) {
      this.client.stopListening();
      this.owner.show(false);
      this.chat.heard(text);
    } else {
      this.owner.failed(this.chat.words.notHeard);
    }
  }

  stop() {
    this.client.stopListening();
    this.client.interrupt();
  }

  close() {
    this.client?.close();
  }
}

// The browser's, which sends the voice to its maker; the text is asked like a typed one.
export class BrowserEngine {
  leavesTheOffice = true;

  constructor(Recognition, chat, owner) {
    this.recognition = new Recognition();
    this.recognition.lang = "ko-KR";
    let text = "";
    this.recognition.onstart = () => {
      text = "";
    };
    this.recognition.onresult = ({ results }) => {
      text = results[0][0].transcript;
    };
    this.recognition.onerror = () => owner.failed();
    this.recognition.onend = () => {
      if (text) {
        owner.show(false);
        chat.ask(text, text);
      } else if (owner.busy) {
        owner.failed(chat.words.notHeard);
      }
    };
  }

  async start() {
    this.recognition.start();
    return true;
  }

  stop() {
    this.recognition.stop();
  }

  close() {
    this.recognition.abort();
  }
}
