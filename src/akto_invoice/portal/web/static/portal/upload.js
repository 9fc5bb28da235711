/* Files leave as soon as they are chosen or dropped, each by itself: one that fails holds no other back.
 *
 * A form with data-uploads names the list that its files appear in, and is sent once per file: the server answers with
 * the file's entry, or refuses it in words. The form marked data-main also takes what is dropped beside any form.
 */

const AT_ONCE = 2;
const KILO = 1024;

const queue = [];
const underWay = new Set(); // entries being sent, or waiting for it

const model = document.querySelector("#envoi-en-cours");
const announcement = document.querySelector("#annonce");

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-uploads]");
  if (!form || event.target.type !== "file") return;
  send(form, event.target.files);
  event.target.value = "";
});

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  mark(target(event));
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(null);
});

document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  mark(null);
  send(target(event), event.dataTransfer.files);
});

// The server's answer brings the button anew.
document.addEventListener("htmx:load", lock);

window.addEventListener("beforeunload", (event) => {
  if (underWay.size) event.preventDefault();
});

function carriesFiles(event) {
  return event.dataTransfer.types.includes("Files");
}

function target(event) {
  return event.target.closest("form[data-uploads]") ?? document.querySelector("form[data-main]");
}

function mark(form) {
  document.querySelectorAll("form.over").forEach((other) => other.classList.toggle("over", other === form));
  form?.classList.add("over");
}

function send(form, files) {
  const input = form.querySelector("input[type=file]");
  for (const file of files) {
    const entry = model.content.firstElementChild.cloneNode(true);
    entry.querySelector(".name").textContent = file.name;
    entry.querySelector(".size").textContent = `Taille : ${inWords(file.size)}`;
    document.querySelector(form.dataset.uploads).append(entry);
    const limit = Number(input.dataset.maxBytes);
    if (file.size > limit) {
      refuse(entry, `Ce fichier dépasse ${inWords(limit)} : numérisez-le avec moins de détail.`);
      continue;
    }
    // What the form says now counts for this file, whatever is chosen for the next one.
    const body = new FormData(form);
    body.set(input.name, file);
    entry.querySelector(".retry").addEventListener("click", () => wait(entry, form.action, body));
    wait(entry, form.action, body);
  }
}

function wait(entry, address, body) {
  entry.classList.remove("refused");
  entry.querySelector(".retry").hidden = true;
  entry.querySelector("progress").hidden = false;
  const button = entry.querySelector(".leave");
  button.textContent = "Abandonner";
  button.onclick = () => {
    queue.splice(queue.findIndex((one) => one.entry === entry), 1);
    leave(entry);
  };
  say(entry, "En attente");
  underWay.add(entry);
  queue.push({ entry, address, body });
  next();
}

function next() {
  lock();
  if (underWay.size - queue.length >= AT_ONCE || !queue.length) return;
  const { entry, address, body } = queue.shift();
  const request = new XMLHttpRequest(); // fetch does not tell how far an upload is
  request.open("POST", address);
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = ({ loaded, total }) => {
    entry.querySelector("progress").value = loaded / total;
    say(entry, loaded < total ? `Envoi : ${Math.floor((100 * loaded) / total)} %` : "Vérification du fichier…");
  };
  request.onload = () => finish(entry, request);
  request.onerror = () => fail(entry, "Connexion interrompue : ce fichier n'a pas été reçu. Réessayez.");
  request.onabort = () => leave(entry);
  entry.querySelector(".leave").onclick = () => request.abort();
  say(entry, "Envoi");
  request.send(body);
  next();
}

function finish(entry, request) {
  const name = entry.querySelector(".name").textContent;
  if (request.status === 200 && request.responseURL.includes("/connexion/")) {
    fail(entry, "Votre session a expiré : reconnectez-vous, puis déposez ce fichier de nouveau.");
  } else if (request.status === 200) {
    underWay.delete(entry);
    htmx.swap(entry, request.responseText, { swapStyle: "outerHTML" });
    announcement.textContent = `${name} : reçu.`;
    next();
  } else if (request.status === 422) {
    refuse(entry, request.responseText);
    next();
  } else {
    fail(entry, "Le serveur n'a pas pu recevoir ce fichier. Réessayez dans un instant.");
  }
}

/* The file is not one that may be deposited: there is nothing to try again. */
function refuse(entry, reason) {
  underWay.delete(entry);
  entry.classList.add("refused");
  entry.querySelector("progress").hidden = true;
  const button = entry.querySelector(".leave");
  button.textContent = "Fermer";
  button.onclick = () => entry.remove();
  say(entry, reason);
  announcement.textContent = `${entry.querySelector(".name").textContent} : refusé. ${reason}`;
}

function fail(entry, reason) {
  refuse(entry, reason);
  entry.querySelector(".retry").hidden = false;
  next();
}

function leave(entry) {
  underWay.delete(entry);
  entry.remove();
  next();
}

function say(entry, words) {
  entry.querySelector(".state").textContent = words;
}

/* Nothing is sent to be analysed while files are on their way. */
function lock() {
  const button = document.querySelector("#envoyer");
  button.disabled = underWay.size > 0 || !("ready" in button.dataset);
}

function inWords(bytes) {
  const [size, unit] = bytes < KILO ** 2 ? [bytes / KILO, "ko"] : [bytes / KILO ** 2, "Mo"];
  return `${size.toLocaleString("fr-FR", { maximumFractionDigits: 1 })} ${unit}`;
}
