/** What may be completed before the caret: a command, a person or group after `@`, a channel after `#`. Pure. */

const broadcasts = [
  { name: 'here', note: 'Everybody here who is active' },
  { name: 'channel', note: 'Everybody here' },
];

/**
 * @param commandsWork false in threads, as in Slack
 * @returns from: where the typed word starts; items: what it may become, `isWhole` where it is that already
 */
export function suggestionsAt(text, caret, snapshot, commandsWork) {
  const before = text.slice(0, caret);
  if (commandsWork && /^\/\S*$/.test(before)) {
    const typed = before.toLowerCase();
    const items = snapshot.commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, usageHint, description }) => ({
        insert: command,
        note: usageHint,
        below: description,
        isWhole: command === typed,
      }));
    return { from: 0, items: wholeFirst(items) };
  }
  // Names hold spaces, so that one may stand in what is typed; a name as it is inserted here does not.
  const match = /(?:^|[^\p{L}\p{N}_@#/])([@#])([^\s@#]*(?: [^\s@#]*)?)$/u.exec(before);
  if (!match) return { from: caret, items: [] };
  const [, mark, typed] = match;
  const wanted = typed.toLocaleLowerCase();
  const all = mark === '@' ? mentionable(snapshot) : channels(snapshot);
  const items = all
    .filter(({ names }) => names.some((name) => fits(name, wanted)))
    .map((item) => ({ ...item, isWhole: item.names.some((name) => name.toLocaleLowerCase() === wanted) }));
  return { from: caret - typed.length - 1, items: wholeFirst(items) };
}

function mentionable({ people, userGroups }) {
  return [
    ...people
      .filter(({ deactivated }) => !deactivated)
      .map(({ id, handle, name, title }) => ({
        insert: `@${handle}`,
        person: id,
        title: name,
        note: [`@${handle}`, title].filter(Boolean).join(' · '),
        names: [handle, name],
      })),
    ...userGroups.map(({ handle, name }) => ({ insert: `@${handle}`, note: name, names: [handle, name] })),
    ...broadcasts.map(({ name, note }) => ({ insert: `@${name}`, note, names: [name] })),
  ];
}

function channels({ channels: all }) {
  return all
    .filter(({ kind }) => kind !== 'im')
    .map(({ name, kind }) => ({
      insert: `#${name}`,
      note: kind === 'private' ? 'Private channel' : '',
      names: [name],
    }));
}

/** From the start of the name or of one of its words. */
function fits(name, wanted) {
  const known = name.toLocaleLowerCase();
  return known.startsWith(wanted) || known.split(/[\s-]+/).some((word) => word.startsWith(wanted));
}

/** What is typed in full stands first, so that Enter sends it. */
function wholeFirst(items) {
  return items.sort((a, b) => Number(b.isWhole) - Number(a.isWhole));
}
