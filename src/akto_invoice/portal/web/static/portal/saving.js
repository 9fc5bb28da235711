/* The server holds the values: each is sent once its field is left, and the fields come back with what the controls say.
 *
 * What is typed while the server answers is kept. Nobody who does not see the page misses what changes on it.
 */

let kept = []; // what the answer must not overwrite

const isChanged = (input) => input.type === "text" && input.value !== input.defaultValue;
const save = () => htmx.trigger("#valeurs", "enregistrer");

for (const leaving of ["focusout", "filled"]) {
  document.addEventListener(leaving, ({ target }) => {
    if (target.form?.id === "valeurs" && isChanged(target)) save();
  });
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "champs") return;
  const sent = detail.requestConfig.parameters;
  kept = [...document.querySelectorAll("#ouverte input[type=text]")]
    .filter((input) => isChanged(input) && sent[input.name] !== input.value)
    .map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, selection: [selectionStart, selectionEnd] }));
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id !== "champs") return;
  for (const { id, value, selection } of kept) {
    const input = document.getElementById(id);
    if (!input) continue;
    input.value = value;
    if (input === document.activeElement) input.setSelectionRange(...selection);
    else save();
  }
  kept = [];
  const heading = document.querySelector("#constats-titre");
  if (detail.requestConfig.elt.id === "valider") heading.focus();
  else announce(heading.textContent);
});

// --- nothing is cancelled by mistake ---

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

// --- what is analysed or transmitted meanwhile ---

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
