/** Where one is in the page, in the address: `#U0CMO/C0GENERAL/1700000000.000100`. */

export function placeFromHash(hash) {
  const [person, channel, ts] = hash.replace(/^#/, '').split('/').map(decodeURIComponent);
  return { person: person || null, channel: channel || null, ts: ts || null };
}

export function hashOf({ person, channel, threadTs }) {
  return `#${[person, channel, threadTs].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

/** @returns where a permalink of this workspace leads, or null for every other address */
export function permalinkTarget(url, domain) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.hostname !== `${domain}.slack.com`) return null;
  const match = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(parsed.pathname);
  if (!match) return null;
  return {
    channel: match[1],
    ts: match[2] ? `${match[2]}.${match[3]}` : null,
    threadTs: parsed.searchParams.get('thread_ts'),
  };
}
