// @ts-check
// Proof of work (ALTCHA's riddle) for the registration form: a small effort for one person, a large one for a robot with a thousand
// forms. Without this file, or without WebCrypto, the form is sent as it is and the applicant is confirmed by code or at the desk.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-tantangan]'));
const field = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name=proof]') ?? null);

/** @param {{ algorithm: string, challenge: string, salt: string, maxnumber: number, signature: string }} riddle */
async function solve({ algorithm, challenge, salt, maxnumber, signature }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxnumber; number += 1) {
    const digest = await crypto.subtle.digest(algorithm, encoder.encode(salt + String(number)));
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex === challenge) return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  }
  return '';
}

if (form && field && globalThis.crypto?.subtle) {
  const solved = solve(JSON.parse(form.dataset.tantangan ?? '{}')).then(
    (proof) => {
      field.value = proof;
    },
    () => undefined,
  );
  form.addEventListener('submit', (event) => {
    if (field.value !== '') return;
    event.preventDefault();
    void solved.then(() => HTMLFormElement.prototype.submit.call(form));
  });
}
