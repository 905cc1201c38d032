// @ts-check
// Makes the site an app: registers its worker once the page stands, tells it when the network is back, and shows what became of acts
// that waited. Without this file, or without a worker, every page works.

if ('serviceWorker' in navigator) {
  const { serviceWorker } = navigator;
  const send = () => serviceWorker.controller?.postMessage('kirim');

  /** @param {{ state: string, answer: string }[]} answers */
  const show = (answers) => {
    for (const { state, answer } of answers) {
      const note = document.createElement('div');
      note.className = `wrap`;
      const text = note.appendChild(document.createElement('p'));
      text.className = `note ${state === 'done' ? 'ok' : 'bad'}`;
      text.setAttribute('role', 'status');
      text.textContent = answer;
      document.getElementById('isi')?.prepend(note);
    }
  };

  serviceWorker.addEventListener('message', ({ data }) => {
    if (!data.answers) return;
    if (document.getElementById('antrean')) location.reload();
    else show(data.answers);
  });
  addEventListener('online', send);
  addEventListener('load', () => {
    // a browser that forbids it keeps nothing, and that is all
    serviceWorker.register('/service-worker.js').then(send, () => undefined);
  });
}
