// @ts-check
// On a lesson: says whether it is kept on this device and what needs the network, and shows what was filled in and waits. Without this
// file, or without a worker, the lesson works.

if ('serviceWorker' in navigator) {
  const { serviceWorker } = navigator;

  serviceWorker.addEventListener('message', ({ data }) => {
    if (data.tersimpan !== location.pathname) return;
    for (const sign of document.querySelectorAll('[data-tersimpan]')) sign.removeAttribute('hidden');
  });
  addEventListener('load', async () => {
    const { active } = await serviceWorker.ready;
    active?.postMessage({ tersimpan: location.pathname });
  });

  /** @param {boolean} isAway */
  const tell = (isAway) => {
    for (const note of document.querySelectorAll('[data-luring]')) note.toggleAttribute('hidden', !isAway);
  };
  addEventListener('offline', () => tell(true));
  addEventListener('online', () => tell(false));
  if (!navigator.onLine) tell(true);

  for (const note of document.querySelectorAll('[data-isian]')) {
    const form = note.closest('section')?.querySelector('form[action^="?/answer"]');
    if (!(form instanceof HTMLFormElement)) continue;
    const given = new URLSearchParams(note.getAttribute('data-isian') ?? '');
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
        field.checked = given.getAll(field.name).includes(field.value);
      else if (field instanceof HTMLInputElement && field.type === 'hidden') continue;
      else if (
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      )
        field.value = given.get(field.name) ?? field.value;
    }
  }
}
