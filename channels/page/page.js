import "./chat/civic_chat.js";

document.addEventListener("civic-chat-start", ({ detail }) => {
  document.title = detail.bot_name;
});
