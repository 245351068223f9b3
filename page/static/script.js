// What the page does in the browser by itself: copying, export, saying what changed, listening to the reader.
// What is said comes from the server, as HTML.
"use strict";
(() => {
  const {find, all, scrollTo, make} = dom;
  const {showQuotation, hideQuotation, hideSoon, paint, revealEvidence, jump, goBack, openFromButton, fetchDocument} = evidence;

  // --- Taking answers along ------------------------------------------------------------------------
  async function copy(button) {
    await write(button.dataset.copy);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    say(button.dataset.done);
    setTimeout(() => { button.textContent = label; }, 1500);
  }

  async function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = make("textarea", {class: "unseen"}); // over plain HTTP there is no other way
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function exportAll() {
    const text = [`# ${document.title}\n`, ...all("[data-copy]").map((one) => one.dataset.copy)].join("\n");
    const url = URL.createObjectURL(new Blob([text], {type: "text/markdown"}));
    const name = `${new Date().toISOString().slice(0, 10)}.md`;
    make("a", {href: url, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  // --- Saying aloud what changed -------------------------------------------------------------------
  const voice = make("div", {"aria-live": "polite", class: "unseen"});
  const say = (text) => { if (voice.textContent !== text) voice.textContent = text; };

  let last = {id: "", state: ""};
  function look() {
    const {lang} = find("#masthead header") ?? {};
    if (lang && lang !== document.documentElement.lang) document.documentElement.lang = lang; // Gradio sets its own
    const turn = all("#conversation .turn").at(-1);
    const now = {id: turn?.id ?? "", state: turn?.dataset.state ?? ""};
    if (now.state === "running") say(find(".stage", turn)?.textContent ?? "");
    if (now.id === last.id && now.state === last.state) return;
    if (turn && now.id !== last.id) scrollTo(turn, "start", !last.id);
    if (last.state === "running" && now.state === "done") say(turn.parentElement.dataset.finished);
    if (now.state !== "running") { paint(turn); revealEvidence(turn); }
    last = now;
  }

  // A button that vanishes when it has done its work must not take the reader's place with it.
  const FINE = window.matchMedia("(pointer: fine)");
  function keepPlace(button) {
    if (button.dataset.event === "edit" || FINE.matches) find("#question textarea").focus({preventScroll: true});
  }

  // --- Listening -----------------------------------------------------------------------------------
  const CLICKS = [
    ["a.mark, a.jump", jump],
    ["button.back", goBack],
    ["#open-sources", openFromButton],
    ["#close-sources", goBack],
    ["[data-copy]", copy],
    ["[data-export]", exportAll],
  ];

  document.addEventListener("click", (event) => {
    const vanishing = event.target.closest("[data-event]:not([data-event=rate]), #ask, #stop");
    if (vanishing) keepPlace(vanishing);
    const outside = evidence.isSheetOpen() && !event.target.closest("#library");
    for (const [selector, act] of CLICKS) {
      const element = event.target.closest(selector);
      if (!element) continue;
      event.preventDefault();
      act(element);
      return;
    }
    if (outside) goBack();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input");
    // Enter that ends a Korean or Japanese composition must not send the question.
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
    if (event.key === "Escape") leaveOff();
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      find("#question textarea").focus();
    }
  }, true);

  function leaveOff() {
    if (evidence.isPeeking()) hideQuotation();
    else if (evidence.isAway()) goBack();
  }

  for (const [type, act] of [["mouseover", showQuotation], ["focusin", showQuotation], ["mouseout", hideSoon], ["focusout", hideSoon]]) {
    document.addEventListener(type, (event) => {
      const mark = event.target.closest?.(".mark[data-card]");
      if (mark) act(mark);
      else if (event.target.closest?.("#peek")) type === "mouseover" ? evidence.keepPeek() : hideSoon();
    });
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.shelved[open]")) fetchDocument(event.target);
  }, true);

  // The header is as tall as its state is long; what is scrolled to must not come to lie under it.
  function watchHeader() {
    const tell = ([{target}]) => document.documentElement.style.setProperty("--top", `${target.offsetHeight}px`);
    const sizes = new ResizeObserver(tell);
    const seen = new MutationObserver(() => {
      const top = find("gradio-app #top");
      if (!top) return;
      seen.disconnect();
      sizes.observe(top);
    });
    seen.observe(document.body, {childList: true, subtree: true});
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(voice);
    watchHeader();
    let asked = 0;
    const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(look); };
    new MutationObserver(soon).observe(document.body, {childList: true, subtree: true, characterData: true, attributeFilter: ["data-state"]});
  });
})();
