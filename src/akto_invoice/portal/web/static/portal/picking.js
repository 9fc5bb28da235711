/* Words of the page go into the field that was entered last: a click takes one, a rectangle those within. */

import { currentInput } from "./boxes.js";
import { boxAround, numberAround, wordAt, wordsWithin } from "./words.js";

const DRAG = 4; // points that the pointer travels before a click becomes a rectangle

let from = null; // where the pointer went down on the page

document.addEventListener("pointerdown", (event) => {
  const sheet = sheetUnder(event);
  from = sheet && event.button === 0 && currentInput() ? pointOn(sheet, event) : null;
});

document.addEventListener("pointermove", (event) => {
  const sheet = sheetUnder(event);
  if (sheet) mark(sheet, from ? chosen(sheet, event) : [wordAt(wordsOf(sheet), pointOn(sheet, event))].filter(Boolean));
  else mark(document.querySelector("svg.sheet"), []);
});

// The finger scrolls the page: it chooses nothing.
document.addEventListener("pointercancel", () => {
  from = null;
});

document.addEventListener("pointerup", (event) => {
  const sheet = sheetUnder(event);
  const words = sheet && from ? chosen(sheet, event) : [];
  const isRectangle = sheet && from && distance(from, pointOn(sheet, event)) > DRAG;
  from = null;
  // A click on a box leads to its field; what is circled is taken, boxes or not.
  if (words.length && (isRectangle || !event.target.closest("a.box"))) take(words);
});

document.addEventListener("dragstart", (event) => sheetUnder(event) && event.preventDefault());

document.addEventListener("field-shown", () => {
  const input = currentInput();
  const hint = document.querySelector("#invite");
  hint.textContent = input
    ? `Cliquez un mot de la page, ou entourez-en plusieurs, pour remplir « ${input.labels[0].textContent.trim()} ».`
    : hint.dataset.rest;
});

const sheetUnder = (event) => event.target.closest?.("svg.sheet");
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

function pointOn(sheet, { clientX, clientY }) {
  return new DOMPoint(clientX, clientY).matrixTransform(sheet.getScreenCTM().inverse());
}

function wordsOf(sheet) {
  sheet.words ??= JSON.parse(document.querySelector("#mots").textContent);
  return sheet.words;
}

function chosen(sheet, event) {
  const [words, to] = [wordsOf(sheet), pointOn(sheet, event)];
  if (distance(from, to) > DRAG) return wordsWithin(words, from, to);
  const word = wordAt(words, to);
  if (!word) return [];
  return currentInput().dataset.kind === "number" ? numberAround(words, word) : [word];
}

function mark(sheet, words) {
  const rectangle = sheet?.querySelector(".mark");
  rectangle?.setAttribute("visibility", words.length ? "visible" : "hidden");
  if (!words.length) return;
  for (const [name, value] of Object.entries(boxAround(words))) rectangle.setAttribute(name, value);
}

function take(words) {
  const before = currentInput().value;
  const { id } = currentInput();
  fill(id, words.map(([text]) => text).join(" "));
  const undo = document.querySelector("#retablir");
  undo.hidden = false;
  undo.textContent = before ? `Rétablir « ${before} »` : "Effacer de nouveau";
  undo.onclick = () => {
    undo.hidden = true;
    fill(id, before);
  };
}

function fill(id, text) {
  const input = document.getElementById(id);
  input.value = text;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("filled", { bubbles: true }));
}
