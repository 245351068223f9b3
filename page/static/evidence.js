// The way between an answer and its sources: quotations beside their marks, from a mark to its sentence and
// back, the sheet that holds the sources on small screens.
"use strict";
const evidence = (() => {
  const {behavior, find, all, scrollTo, make} = dom;
  const NARROW = window.matchMedia("(max-width: 60rem)");

  // --- Quotations beside their marks -------------------------------------------------------------
  const peek = make("div", {id: "peek", role: "tooltip", hidden: ""});
  let hiding = 0;

  function showQuotation(mark) {
    const card = document.getElementById(mark.dataset.card);
    if (!card) return;
    clearTimeout(hiding);
    hideQuotation();
    paint(mark.closest(".turn"));
    if (card.matches(".voice .card") && isInView(card)) { card.classList.add("lit"); return; }
    peek.replaceChildren(...["blockquote", ".who"].map((part) => find(part, card).cloneNode(true)));
    peek.firstChild.removeAttribute("id");
    all("a, sup", peek).forEach((link) => link.remove());
    peek.dataset.mode = card.dataset.mode;
    peek.hidden = false;
    placeBeside(mark);
  }

  function isInView(element) {
    const {top, bottom} = element.getBoundingClientRect();
    return top >= find("#top").offsetHeight && bottom <= find("#composer").getBoundingClientRect().top;
  }

  function placeBeside(mark) {
    const at = mark.getBoundingClientRect(), size = peek.getBoundingClientRect(), gap = 8;
    const left = Math.max(gap, Math.min(at.left - 24, document.documentElement.clientWidth - size.width - gap));
    const above = at.top - size.height - gap;
    peek.style.left = `${left + window.scrollX}px`;
    peek.style.top = `${(above > gap ? above : at.bottom + gap) + window.scrollY}px`;
  }

  function hideQuotation() {
    peek.hidden = true;
    all(".card.lit").forEach((card) => card.classList.remove("lit"));
  }

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
    for (const said of all(".said[data-cited]")) { delete said.dataset.cited; delete said.dataset.goesOn; }
    for (const mark of turn ? all(".answer .mark[data-start]", turn) : []) {
      sentencesAt(mark.dataset).forEach((said, n) => number(said, n ? "" : mark.textContent));
    }
    for (const said of all(".said[data-cited]")) noteRepeat(said);
  }

  // The number stands once before a quotation of several sentences; a sentence quoted twice has both.
  function number(said, one) {
    const numbers = new Set([...(said.dataset.cited ?? "").split(" "), one]);
    said.dataset.cited = [...numbers].filter(Boolean).join(" ");
  }

  // Who is speaking stands once after neighbours of one voice.
  function noteRepeat(said) {
    const next = said.nextElementSibling;
    if (next?.dataset.cited === "" && next.dataset.how === said.dataset.how) said.dataset.goesOn = "";
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
    find("button.back").hidden = false;
    found[0].focus({preventScroll: true});
    reveal(found[0]);
  }

  function reveal(said) {
    const panel = find(".panel"), at = said.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollBy({top: at - panel.clientHeight / 4, behavior: behavior()});
  }

  // Beside a new answer stands what it rests on.
  function revealEvidence(turn) {
    const mark = turn && find(".answer .mark[data-start]", turn);
    const said = mark && sentencesAt(mark.dataset)[0];
    if (!said || NARROW.matches) return;
    const {top, bottom} = find(".panel").getBoundingClientRect(), at = said.getBoundingClientRect();
    if (at.top < top || at.bottom > bottom) reveal(said);
  }

  function leave() {
    all(".said.target").forEach((one) => one.classList.remove("target"));
    find("button.back").hidden = true;
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
  const isSheetOpen = () => "sheet" in document.body.dataset;

  function openSheet() {
    if (!NARROW.matches || isSheetOpen()) return;
    document.body.dataset.sheet = "open";
    setSheet(true);
  }

  function closeSheet() {
    if (!isSheetOpen()) return;
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

  NARROW.addEventListener("change", closeSheet);
  document.addEventListener("DOMContentLoaded", () => document.body.append(peek));

  return {
    showQuotation, hideQuotation, hideSoon, paint, revealEvidence, jump, goBack, openFromButton, fetchDocument,
    isPeeking: () => !peek.hidden || find(".card.lit") !== null,
    isAway: () => isSheetOpen() || !find("button.back").hidden,
    keepPeek: () => clearTimeout(hiding),
    isSheetOpen,
  };
})();
