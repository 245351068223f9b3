// What the page does in the browser by itself: quotations on hover, the way from a mark to its sentence
// and back, copying, export, the sheet on small screens. What is said comes from the server, as HTML.
"use strict";
(() => {
  const NARROW = window.matchMedia("(max-width: 60rem)");
  const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const scrollTo = (element, block) =>
    element.scrollIntoView({block, behavior: CALM.matches ? "auto" : "smooth"});

  function make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  // --- Quotations beside their marks -------------------------------------------------------------
  const peek = make("div", {id: "peek", role: "tooltip", hidden: ""});
  let hiding = 0;

  function showQuotation(mark) {
    const card = document.getElementById(mark.dataset.card);
    if (!card) return;
    clearTimeout(hiding);
    peek.replaceChildren(...[...card.cloneNode(true).childNodes].filter((node) => !node.matches?.(".number")));
    for (const node of all("[id]", peek)) node.removeAttribute("id");
    all("a", peek).forEach((link) => link.remove());
    peek.dataset.mode = card.dataset.mode;
    peek.hidden = false;
    placeBeside(mark);
    paint(mark.closest(".turn"));
  }

  function placeBeside(mark) {
    const at = mark.getBoundingClientRect(), size = peek.getBoundingClientRect(), gap = 8;
    const left = Math.max(gap, Math.min(at.left - 24, document.documentElement.clientWidth - size.width - gap));
    const above = at.top - size.height - gap;
    peek.style.left = `${left + window.scrollX}px`;
    peek.style.top = `${(above > gap ? above : at.bottom + gap) + window.scrollY}px`;
  }

  const hideQuotation = () => { peek.hidden = true; };
  const hideSoon = () => { hiding = setTimeout(hideQuotation, 150); };

  // --- From a mark to its sentence, and back -----------------------------------------------------
  let origin = null;

  function sentencesAt({document: id, start, end}) {
    const article = all("article.document").find((one) => one.dataset.document === id);
    return article
      ? all(".said", article).filter((one) => +one.dataset.start < +end && +start < +one.dataset.end)
      : [];
  }

  function paint(turn) {
    all(".said[data-cited]").forEach((one) => one.removeAttribute("data-cited"));
    for (const mark of turn ? all(".answer .mark[data-start]", turn) : []) {
      for (const said of sentencesAt(mark.dataset)) said.dataset.cited = mark.textContent;
    }
  }

  async function jump(link) {
    origin = link;
    hideQuotation();
    await openDocument(link.dataset.document);
    paint(link.closest(".turn"));
    const found = sentencesAt(link.dataset);
    openSheet();
    if (found.length) arriveAt(found);
  }

  function arriveAt(found) {
    leave();
    found.forEach((one) => one.classList.add("target"));
    const label = find(".panel").dataset.back;
    found.at(-1).after(make("button", {type: "button", class: "back"}, `↩ ${label}`));
    found[0].focus({preventScroll: true});
    const panel = find(".panel"), at = found[0].getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollBy({top: at - panel.clientHeight / 4, behavior: CALM.matches ? "auto" : "smooth"});
  }

  function leave() {
    all(".said.target").forEach((one) => one.classList.remove("target"));
    all("button.back").forEach((one) => one.remove());
  }

  function goBack() {
    leave();
    closeSheet();
    if (!origin?.isConnected) return;
    scrollTo(origin, "nearest");
    origin.focus({preventScroll: true});
    hideQuotation();
  }

  async function openDocument(id) {
    const shelved = all("details.shelved").find((one) => one.dataset.document === id);
    if (!shelved) return;
    await fetchDocument(shelved);
    shelved.open = true;
  }

  async function fetchDocument(shelved) {
    if (find("article", shelved)) return;
    const response = await fetch(shelved.dataset.fetch);
    if (response.ok) shelved.insertAdjacentHTML("beforeend", await response.text());
  }

  // --- The sheet that holds the sources on small screens ------------------------------------------
  function openSheet() {
    if (!NARROW.matches || "sheet" in document.body.dataset) return;
    document.body.dataset.sheet = "open";
    setSheet(true);
  }

  function closeSheet() {
    if (!("sheet" in document.body.dataset)) return;
    delete document.body.dataset.sheet;
    setSheet(false);
  }

  function setSheet(open) {
    for (const selector of ["#talk", "#top"]) find(selector).inert = open;
    find("#open-sources")?.setAttribute("aria-expanded", String(open));
  }

  function openFromButton(button) {
    origin = button;
    openSheet();
    find("#close-sources").focus();
  }

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
    if (now.id !== last.id && now.state === "running") scrollTo(turn, "start");
    if (last.state === "running" && now.state === "done") say(turn.parentElement.dataset.finished);
    if (now.state !== "running") paint(turn);
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
    const outside = "sheet" in document.body.dataset && !event.target.closest("#library");
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
    if (event.key === "Escape") peek.hidden ? goBackFromSheet() : hideQuotation();
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      find("#question textarea").focus();
    }
  }, true);

  function goBackFromSheet() {
    if ("sheet" in document.body.dataset || find("button.back")) goBack();
  }

  for (const [type, act] of [["mouseover", showQuotation], ["focusin", showQuotation], ["mouseout", hideSoon], ["focusout", hideSoon]]) {
    document.addEventListener(type, (event) => {
      const mark = event.target.closest?.(".mark[data-card]");
      if (mark) act(mark);
      else if (event.target.closest?.("#peek")) type === "mouseover" ? clearTimeout(hiding) : hideSoon();
    });
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.shelved[open]")) fetchDocument(event.target);
  }, true);

  NARROW.addEventListener("change", closeSheet);

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(peek, voice);
    let asked = 0;
    const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(look); };
    new MutationObserver(soon).observe(document.body, {childList: true, subtree: true, characterData: true, attributeFilter: ["data-state"]});
  });
})();
