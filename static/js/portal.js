// What the portal adds where JavaScript runs. Everything works without it.

// -- lists: htmx replaces the results as soon as a filter changes --------------------------------------------------
let openDetails = [];
let focused = "";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  openDetails = [...detail.target.querySelectorAll("details[open][id]")].map((element) => element.id);
  focused = detail.target.contains(document.activeElement) ? document.activeElement.id : "";
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of openDetails) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const status = document.querySelector("[data-status]");
  const count = document.querySelector("[data-announce]");
  if (status && count) status.textContent = count.textContent.trim();
});

document.addEventListener("htmx:responseError", ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));

// -- recordings ----------------------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const seek = event.target.closest("[data-start]");
  const player = document.getElementById("lecteur");
  if (seek && player) {
    event.preventDefault();
    player.currentTime = Number(seek.dataset.start);
    player.play();
    return;
  }
  const facade = event.target.closest(".facade[data-embed]");
  if (facade && event.target.closest("a")) {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = facade.dataset.embed;
    frame.title = facade.dataset.title;
    frame.allow = "fullscreen";
    facade.replaceChildren(frame);
    frame.focus();
  }
});

// -- copying a reference -------------------------------------------------------------------------------------------
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
}
