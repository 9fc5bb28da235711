/* On every page: what htmx could not do is said, and a session that ended leads to the sign-in page. */

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.includes("/connexion/")) return;
  event.detail.shouldSwap = false;
  location.reload();
});

document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const isOurs = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  complain(isOurs ? xhr.responseText : "Votre demande n'a pas abouti. Rechargez la page, puis réessayez.");
});

document.addEventListener("htmx:sendError", () => complain("Connexion interrompue : vérifiez le réseau, puis réessayez."));

function complain(words) {
  const notice = document.querySelector("#plainte");
  notice.textContent = words;
  notice.hidden = !words;
}

document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && complain(""));
