"use strict";
// The page reads without this: it adds the search of the log, and unfolds what a link leads to.
(() => {
  const byId = (id) => document.getElementById(id);
  const tools = byId("tools");

  const reveal = (element) => {
    for (let parent = element; parent; parent = parent.parentElement) {
      if (parent.tagName === "DETAILS") parent.open = true;
    }
  };

  const follow = () => {
    const target = location.hash.length > 1 && byId(location.hash.slice(1));
    if (target) {
      reveal(target);
      target.scrollIntoView({ block: target.classList.contains("l") ? "center" : "start" });
    }
  };
  addEventListener("hashchange", follow);
  follow();
  if (!tools) return;

  tools.hidden = false;
  const box = byId("search");
  const only = byId("only");
  const found = byId("found");
  const log = byId("log");
  const parts = [...log.querySelectorAll("details")];
  const lines = [...log.querySelectorAll(".l")];
  // The number is a link, what follows it is the text.
  const texts = lines.map((line) => line.textContent.slice(line.firstChild.textContent.length));
  // A few letters become two when they are small, and places would differ.
  const fold = (text) => (text.toLowerCase().length === text.length ? text.toLowerCase() : text);
  const folded = texts.map(fold);
  let hits = [];
  let now = -1;

  const unmark = (index) => {
    const line = lines[index];
    line.classList.remove("hit", "now");
    line.replaceChildren(line.firstChild, texts[index]);
  };

  const mark = (index, query) => {
    const nodes = [lines[index].firstChild];
    const text = texts[index];
    let from = 0;
    for (let at = folded[index].indexOf(query); at >= 0; at = folded[index].indexOf(query, from)) {
      const marked = document.createElement("mark");
      marked.textContent = text.slice(at, at + query.length);
      nodes.push(text.slice(from, at), marked);
      from = at + query.length;
    }
    nodes.push(text.slice(from));
    lines[index].classList.add("hit");
    lines[index].replaceChildren(...nodes);
  };

  const tell = () => {
    if (!box.value) {
      found.value = "";
    } else if (hits.length === 0) {
      found.value = "no line matches";
    } else {
      found.value = (now < 0 ? "" : now + 1 + " of ") + hits.length + (hits.length === 1 ? " line" : " lines");
    }
  };

  const search = () => {
    hits.forEach(unmark);
    const query = fold(box.value);
    hits = [];
    now = -1;
    if (query) folded.forEach((text, index) => text.includes(query) && hits.push(index));
    hits.forEach((index) => mark(index, query));
    log.classList.toggle("only", only.checked && query !== "");
    if (query) {
      parts.forEach((part) => { part.open = part.querySelector(".hit") !== null; });
    }
    tell();
  };

  const go = (step) => {
    if (hits.length === 0) return;
    if (now >= 0) lines[hits[now]].classList.remove("now");
    now = now < 0 ? (step > 0 ? 0 : hits.length - 1) : (now + step + hits.length) % hits.length;
    const line = lines[hits[now]];
    line.classList.add("now");
    reveal(line);
    line.scrollIntoView({ block: "center" });
    tell();
  };

  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(waiting);
      if (now < 0) search();
      go(event.shiftKey ? -1 : 1);
    }
  });
  only.addEventListener("change", search);
  byId("next").addEventListener("click", () => go(1));
  byId("previous").addEventListener("click", () => go(-1));
  byId("unfold").addEventListener("click", () => parts.forEach((part) => { part.open = true; }));
  byId("fold").addEventListener("click", () => parts.forEach((part) => { part.open = false; }));
})();
