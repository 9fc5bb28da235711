/* A field of the open invoice and its box on the page show each other: both have the same data-field. */

let current = null; // the field that was entered last

/* The input of the field that was entered last, or null. */
export function currentInput() {
  return current && document.querySelector(`input#champ-${CSS.escape(current)}`);
}

const all = (selector) => [...document.querySelectorAll(selector)];
const fields = () => all("#ouverte .entry [data-field]");

document.addEventListener("focusin", ({ target }) => {
  const name = target.closest("#ouverte .entry [data-field]")?.dataset.field;
  if (name) show(name);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.box, a.seen");
  if (!link) return;
  event.preventDefault();
  const name = link.closest("[data-field]").dataset.field;
  if (link.matches(".box")) document.getElementById(`champ-${name}`)?.focus();
  show(name);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("#agrandir");
  if (!button) return;
  button.setAttribute("aria-pressed", document.querySelector("#apercu .frame").classList.toggle("large"));
  highlight();
});

// The answer to a correction, or another page, comes without marks.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.matches("#champs, #apercu")) highlight();
});

function show(name) {
  current = name;
  const page = fields().find((field) => field.dataset.field === name)?.dataset.page;
  const sheet = document.querySelector("#apercu");
  if (page && page !== sheet.dataset.page) {
    const address = sheet.dataset.address.replace(/\d+$/, page);
    htmx.ajax("GET", address, { target: "#apercu", select: "#apercu", swap: "outerHTML" });
  } else {
    highlight();
  }
}

function highlight() {
  for (const element of [...fields(), ...all(".box")]) {
    element.classList.toggle("current", element.dataset.field === current);
  }
  const box = document.querySelector(".box.current");
  if (box) bringIntoSight(box);
  document.dispatchEvent(new Event("field-shown"));
}

/* Scroll the page within its frame, then the window as far as the field stays in sight. */
function bringIntoSight(box) {
  const frame = document.querySelector("#apercu .frame");
  const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
  const across = middle(inner.left, inner.right) - middle(outer.left, outer.right);
  const down = middle(inner.top, inner.bottom) - middle(outer.top, outer.bottom);
  frame.scrollBy(across, down);
  const hidden = box.getBoundingClientRect().bottom + MARGIN - innerHeight;
  const room = (currentInput()?.getBoundingClientRect().top ?? Infinity) - MARGIN;
  if (hidden > 0 && room > 0) scrollBy(0, Math.min(hidden, room));
}

const MARGIN = 48; // pixels
const middle = (from, to) => (from + to) / 2;
