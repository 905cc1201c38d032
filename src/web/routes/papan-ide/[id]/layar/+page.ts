/** The screen of the room follows the board. */
export const csr = true;
