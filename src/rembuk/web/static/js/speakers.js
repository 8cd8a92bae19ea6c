// Who speaks next in a hall, kept without a signal too: the page says who waits, the phone adds what it has noted since.
//
//   <script type="application/json" data-speakers>  who waits, whose group was heard, and whom the rules put first
//   <select name="floor-target">                    drawn anew, so that the next speaker is chosen already

// As rembuk.meetings.speaking orders them.
function inTurn(waiting, heard, first) {
  const left = [...waiting];
  const known = new Set(heard);
  const isMeant = ({ group }, rule) => (rule === "unheard" ? !known.has(group) : group === rule);
  const isBefore = (one, other) => {
    const rule = first.find((rule) => isMeant(one, rule) !== isMeant(other, rule));
    return rule !== undefined && isMeant(one, rule);
  };
  const order = [];
  while (left.length) {
    const speaker = left.reduce((best, one) => (isBefore(one, best) ? one : best));
    left.splice(left.indexOf(speaker), 1);
    known.add(speaker.group);
    order.push(speaker);
  }
  return order;
}

/** Return what takes note of each thing that is kept, and draws the list when it changes who speaks. */
export function openSpeakers(hall) {
  const said = hall.querySelector("[data-speakers]");
  const select = hall.querySelector("[name='floor-target']");
  if (!said || !select) return () => {};
  const { first, heard, waiting, labels, nobody } = JSON.parse(said.textContent);

  return (fields) => {
    const { do: deed, "ask-key": key, "ask-group": group, "floor-target": target } = Object.fromEntries(fields);
    if (deed === "ask") waiting.push({ key, group });
    else if (deed === "floor") heard.push(...waiting.splice(waiting.findIndex((one) => one.key === target) >>> 0, 1).map((one) => one.group));
    else return;
    const turns = inTurn(waiting, heard, first).map((one) => new Option(labels[one.group], one.key));
    select.replaceChildren(...(turns.length ? turns : [new Option(nobody, "")]));
  };
}
