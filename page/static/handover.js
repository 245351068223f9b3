// From the page's first part, which is there at once, to the page that Gradio builds. What is written into
// the first part, also in the time before Gradio has arrived at all, is kept until somebody can take it.
"use strict";
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const DRAFT = "draft", ASKED = "asked", CARET = "caret";
  const PATIENCE_MS = 10_000;
  const memory = openMemory();

  function openMemory() {
    try {
      return window.sessionStorage;
    } catch {
      return {getItem: () => null, setItem() {}, removeItem() {}}; // a browser that keeps nothing
    }
  }

  function begin() {
    const shell = find("#shell");
    if (!shell) return;
    const box = find("textarea", shell);
    box.value = memory.getItem(DRAFT) ?? "";
    const caret = memory.getItem(CARET);
    if (caret) { box.focus(); box.setSelectionRange(+caret, +caret); }
    showAsked();
    box.addEventListener("input", () => memory.setItem(DRAFT, box.value));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      askEarly(box.value);
    });
    find("#ask", shell).addEventListener("click", () => askEarly(box.value));
    shell.addEventListener("click", (event) => {
      const example = event.target.closest("[data-event=ask]");
      if (example) askEarly(example.dataset.question);
    });
    if ("early" in document.body.dataset) fetch("page/arrived").then(() => proceed(box));
    else waitForGradio();
  }

  function waitForGradio() {
    const watch = new MutationObserver(() => {
      if (find("gradio-app #sources .document")) handOver();
    });
    watch.observe(document.body, {childList: true, subtree: true});
    setTimeout(handOver, PATIENCE_MS);
  }

  function proceed(box) {
    if (document.activeElement === box) memory.setItem(CARET, box.selectionEnd);
    location.reload();
  }

  function askEarly(question) {
    if (!question.trim()) return;
    memory.setItem(DRAFT, question);
    memory.setItem(ASKED, "yes");
    showAsked();
  }

  function showAsked() {
    const asked = memory.getItem(ASKED) !== null;
    find("#shell .stage").hidden = !asked;
    find("#shell .welcome").hidden = asked;
  }

  function handOver() {
    const shell = find("#shell"), box = find("gradio-app #question textarea");
    if (!shell || !box) return;
    const before = find("textarea", shell), focused = document.activeElement === before;
    box.value = before.value;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    const {selectionStart, selectionEnd} = before;
    shell.remove();
    if (focused) box.focus({preventScroll: true});
    box.setSelectionRange(selectionStart, selectionEnd);
    if (memory.getItem(ASKED)) setTimeout(() => find("#ask").click());
    for (const name of [DRAFT, ASKED, CARET]) memory.removeItem(name);
  }

  document.addEventListener("DOMContentLoaded", begin);
})();
