// <script src="https://CHAT-SERVER/widget.js"></script> puts the chat on any page.
// data-position="left", data-label="...", data-mode="children", data-theme="dark", data-open
(() => {
  const { src, dataset } = document.currentScript;
  const data = { ...dataset };
  const add = async () => {
    const { addLauncher } = await import(new URL("static/chat/launcher.js", src).href);
    addLauncher(data);
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", add, { once: true });
  } else {
    add();
  }
})();
