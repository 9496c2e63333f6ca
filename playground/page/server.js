/** The page's side of contract.ts. */

/** @returns the act's result; a server that cannot be reached is an error like any other */
export async function send(as, act) {
  try {
    const response = await fetch('/playground/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...act, as }),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'The playground cannot be reached. Is it still running?' };
  }
}

/** @returns a function that stops listening */
export function listen(as, onSnapshot, onConnection) {
  const source = new EventSource(`/playground/stream?as=${encodeURIComponent(as)}`);
  source.addEventListener('snapshot', (event) => {
    onConnection(true);
    onSnapshot(JSON.parse(event.data));
  });
  source.addEventListener('error', () => onConnection(false));
  return () => source.close();
}

/** The first person of the workspace, or the one asked for if they are part of it. */
export async function personToStartAs(wanted) {
  for (const query of wanted ? [`?as=${encodeURIComponent(wanted)}`, ''] : ['']) {
    const response = await fetch(`/playground/state${query}`);
    if (response.ok) return (await response.json()).me.id;
  }
  throw new Error('The workspace has no people.');
}

const refusals = {
  not_in_channel: 'Join the channel first.',
  is_archived: 'This channel is archived.',
  no_text: 'There is nothing to send yet.',
  messages_tab_read_only: 'This app takes no messages here.',
  clock_not_movable: 'The time cannot be moved here.',
  clock_only_goes_forward: 'The time only goes forward.',
  message_not_found: 'The message is not there any more.',
  not_found: 'The form is not open any more.',
  account_inactive: 'This account is deactivated.',
};

/** Slack's code as a sentence; sentences stay. */
export function sentence(error) {
  if (refusals[error]) return refusals[error];
  return /^[a-z_]+$/.test(error) ? `That did not work (${error}).` : error;
}
