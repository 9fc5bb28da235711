/* The open invoice: fields and the page show each other, and a field takes words from the page.
 *
 * A field and its box share data-field. The server holds the values: a change is sent at once and the fields come back
 * with what the controls say, but for what has been typed meanwhile.
 */

import { boxAround, numberAround, wordAt, wordsWithin } from "./words.js";

const DRAG = 4; // points that the pointer must travel for more than one word

let current = null; // the field that words go into: the last one that was entered
let from = null; // where the pointer went down on the page
let kept = []; // what was typed while the server answered

const byField = (name) => (element) => element.dataset.field === name;
const all = (selector) => [...document.querySelectorAll(selector)];
const inputOf = (name) => document.querySelector(`#champ-${CSS.escape(name)}`);

// --- a field shows its box ---

document.addEventListener("focusin", ({ target }) => {
  const name = target.closest(".entry [data-field]")?.dataset.field;
  if (name) show(name);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.box, a.seen");
  if (!link) return;
  event.preventDefault();
  const name = link.dataset.field ?? link.closest("[data-field]").dataset.field;
  if (link.matches(".box")) inputOf(name)?.focus();
  show(name);
});

function show(name) {
  current = name;
  const page = all(".entry [data-field]").find(byField(name))?.dataset.page;
  const sheet = document.querySelector("#apercu");
  if (page && sheet && page !== sheet.dataset.page) {
    htmx.ajax("GET", sheet.dataset.address.replace(/\d+$/, page), {
      target: "#apercu", select: "#apercu", swap: "outerHTML",
    });
  } else {
    highlight();
  }
}

function highlight() {
  all(".box, .entry [data-field]").forEach((element) => {
    element.classList.toggle("current", element.dataset.field === current);
  });
  const box = document.querySelector(".box.current");
  const frame = document.querySelector("#apercu .frame");
  if (box && frame) centre(box, frame);
  invite();
}

/* Scroll the page within its frame alone: the field keeps its place under the eyes. */
function centre(box, frame) {
  const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollBy({
    left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
    top: inner.top + inner.height / 2 - outer.top - outer.height / 2,
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });
}

function invite() {
  const input = current && inputOf(current);
  const hint = document.querySelector("#invite");
  if (hint) hint.textContent = input ? `Cliquez un mot de la page, ou entourez-en plusieurs, pour remplir « ${labelOf(input)} ».` : hint.dataset.rest;
}

const labelOf = (input) => input.labels[0].textContent.trim();

// --- words of the page go into the field ---

document.addEventListener("pointerdown", (event) => {
  const sheet = event.target.closest("svg.sheet");
  from = sheet && event.button === 0 && inputOf(current ?? "") ? pointOn(sheet, event) : null;
});

document.addEventListener("pointermove", (event) => {
  const sheet = event.target.closest?.("svg.sheet");
  if (!sheet) return;
  draw(sheet, from ? chosen(sheet, event) : [wordAt(wordsOf(sheet), pointOn(sheet, event))].filter(Boolean));
});

document.addEventListener("pointerup", (event) => {
  const sheet = event.target.closest("svg.sheet");
  const words = sheet && from ? chosen(sheet, event) : [];
  const hasMoved = sheet && from && distance(from, pointOn(sheet, event)) > DRAG;
  from = null;
  // A click on a box leads to its field; what is circled is taken, boxes or not.
  if (words.length && (hasMoved || !event.target.closest("a.box"))) take(words);
});

document.addEventListener("dragstart", (event) => event.target.closest("svg.sheet") && event.preventDefault());

function chosen(sheet, event) {
  const words = wordsOf(sheet);
  const to = pointOn(sheet, event);
  if (distance(from, to) > DRAG) return wordsWithin(words, from, to);
  const word = wordAt(words, to);
  if (!word) return [];
  return inputOf(current).dataset.kind === "number" ? numberAround(words, word) : [word];
}

function take(words) {
  const input = inputOf(current);
  const before = input.value;
  fill(input, words.map((word) => word[0]).join(" "));
  const undo = document.querySelector("#retablir");
  undo.hidden = false;
  undo.textContent = before ? `Rétablir « ${before} »` : "Effacer de nouveau";
  undo.onclick = () => {
    undo.hidden = true;
    fill(inputOf(input.dataset.name), before);
  };
}

function fill(input, text) {
  input.value = text;
  input.focus();
  if (input.form.id === "valeurs") save();
  else input.dispatchEvent(new Event("input", { bubbles: true })); // the search for dossiers
}

function draw(sheet, words) {
  const mark = sheet.querySelector(".mark");
  mark.setAttribute("visibility", words.length ? "visible" : "hidden");
  if (!words.length) return;
  for (const [name, value] of Object.entries(boxAround(words))) mark.setAttribute(name, value);
}

function wordsOf(sheet) {
  sheet.words ??= JSON.parse(document.querySelector("#mots").textContent);
  return sheet.words;
}

function pointOn(sheet, { clientX, clientY }) {
  return new DOMPoint(clientX, clientY).matrixTransform(sheet.getScreenCTM().inverse());
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

// --- the page is enlarged ---

document.addEventListener("click", (event) => {
  const button = event.target.closest("#agrandir");
  if (!button) return;
  const isLarge = document.querySelector("#apercu .frame").classList.toggle("large");
  button.setAttribute("aria-pressed", isLarge);
  highlight();
});

// --- the fields are saved ---

document.addEventListener("focusout", ({ target }) => {
  if (target.form?.id === "valeurs" && isChanged(target)) save();
});

function save() {
  htmx.trigger("#valeurs", "enregistrer");
}

const isChanged = (input) => input.type === "text" && input.value !== input.defaultValue;

// --- what the server answers leaves alone what was typed meanwhile ---

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "champs") return;
  const sent = detail.requestConfig.parameters;
  kept = all("#ouverte input[type=text]")
    .filter((input) => isChanged(input) && sent[input.name] !== input.value)
    .map((input) => [input.id, input.value]);
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.target.matches("#champs, #apercu")) return;
  for (const [id, value] of kept) {
    const input = document.getElementById(id);
    if (!input) continue;
    input.value = value;
    if (input !== document.activeElement) save();
  }
  kept = [];
  const heading = document.querySelector("#constats-titre");
  if (detail.requestConfig.elt.id === "valider") heading.focus();
  else if (detail.target.id === "champs") announce(heading.textContent);
  highlight();
});

// --- what changes by itself is told to those who do not see it ---

const progress = () => document.querySelector("#suivi").textContent.trim();
let told = progress();

document.addEventListener("htmx:afterSettle", () => {
  if (progress() === told) return;
  told = progress();
  announce(told || "Plus rien n'est en cours : la page est à jour.");
});

function announce(words) {
  document.querySelector("#annonce").textContent = words;
}

// --- nothing is cancelled by mistake ---

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
