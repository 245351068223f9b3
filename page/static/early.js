// Before anything is painted: dark or light, and whether there is a conversation to wait for.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const wished = new URLSearchParams(location.search).get("__theme");
  const paint = () => root.classList.toggle("dark", wished ? wished === "dark" : dark.matches);
  paint();
  dark.addEventListener("change", paint);
  let kept = null;
  try {
    kept = localStorage.getItem("ask-the-sources");
  } catch {
    // A browser that keeps nothing, for instance in a frame: there is no conversation to wait for.
  }
  // An empty conversation takes fewer characters, also in the form in which Gradio keeps it.
  if ((kept ?? "").length > 200) root.dataset.returning = "";
})();
