// After each automatic save, the form says that it was opened on that version: what follows is no save over another's.
document.addEventListener("w-autosave:success", (event) => {
  const { revision_id: id, revision_created_at: date } = event.detail.data || {};
  const form = event.target.closest("form");
  if (!form || !id) return;
  for (const [name, value] of [["loaded_revision_id", id], ["loaded_revision_created_at", date]]) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
});
