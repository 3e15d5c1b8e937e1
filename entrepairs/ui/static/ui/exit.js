// @ts-check
// Leaves the page and takes its place in the history, so that "back" does not return.
for (const link of document.querySelectorAll("a[data-quick-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(/** @type {HTMLAnchorElement} */ (link).href);
  });
}
