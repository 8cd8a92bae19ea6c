// The voices that this phone keeps until the server has them.
//
// An item: { key, data, savedAt, savedMark, photo, photoKey, parked, sent }
//   data     the answers, words only; removed once the server has them
//   photo    a Blob or null; removed once the server has it
//   parked   a reason why the server will not take it as it is, or null: the sender has to change something
//   sent     null, or { code, secret, at } as the server answered

import { openStore } from "./store.js";

// performance.now() begins anew with each page; the mark tells whether two readings can be compared.
const MARK = performance.timeOrigin;

export const { add, change, items, onChange, remove } = openStore("rembuk");

/** Keep answers and a photo. Resolves once they are on disk, with the new item; `instead` is the key of one it replaces. */
export async function keep(data, photo, instead) {
  const item = {
    key: crypto.randomUUID(),
    data,
    savedAt: Date.now(),
    savedMark: { origin: MARK, now: performance.now() },
    photo,
    photoKey: photo ? crypto.randomUUID() : null,
    parked: null,
    sent: null,
  };
  await add(item, instead);
  return item;
}

/** How long ago an item was kept, in milliseconds; by the steady clock where there is one, so a wrong date does no harm. */
export function age(item) {
  const { origin, now } = item.savedMark;
  return Math.max(0, Math.round(origin === MARK ? performance.now() - now : Date.now() - item.savedAt));
}

/** What a person can write on paper until the number comes. */
export const paperCode = (item) => item.key.slice(0, 8).toUpperCase().replace(/(.{4})/, "$1-");
