// What the page's scripts share.
"use strict";
const dom = (() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = (atOnce = false) => (atOnce || calm.matches ? "auto" : "smooth");
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const scrollTo = (element, block, atOnce) => element.scrollIntoView({block, behavior: behavior(atOnce)});

  function make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  return {behavior, find, all, scrollTo, make};
})();
