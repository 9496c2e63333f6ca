/** Bodies of the Events API as Slack never sends them. @param event a good one */
export function wrongEvents(event: Record<string, unknown> & { event: { item: object } }): unknown[] {
  return [
    {},
    { type: 'event_callback' },
    { ...event, event: null },
    { ...event, event: 'text' },
    { ...event, event: [] },
    { ...event, event: {} },
    { ...event, event: { type: 7 } },
    { ...event, event: { type: 'never_heard_of' } },
    { ...event, event_id: undefined },
    { ...event, event_id: { a: 1 } },
    ...[{}, [], 1, null, 'U\0', 'U1 or 1=1'].map((id) => ({
      ...event,
      event: { ...event.event, user: id },
    })),
    ...[null, {}, '', '\0', '+1\0', '\ud800', 'a b'].map((reaction) => ({
      ...event,
      event: { ...event.event, reaction },
    })),
    ...[
      null,
      [],
      {},
      { type: 'file' },
      { ...event.event.item, ts: 'x' },
      { ...event.event.item, channel: {} },
    ].map((item) => ({ ...event, event: { ...event.event, item } })),
    ...['user_change', 'app_home_opened', 'subteam_updated', 'subteam_members_changed', 'message'].flatMap(
      (type) =>
        [{ type }, { type, user: {} }, { type, user: null, subteam: [] }].map((e) => ({
          ...event,
          event: e,
        })),
    ),
  ];
}

/** A complete form of a new proposal with this for every text. */
export function formWith(text: string) {
  const values = {
    statement: { value: { value: text } },
    rationale: { value: { value: text } },
    channel: { value: { selected_conversation: text } },
    departments: { value: { selected_options: [] } },
    rule: { value: { selected_option: { value: 'two-key' } } },
    deadline: { value: { selected_date_time: Math.floor(Date.now() / 1000) + 86_400 } },
    review: { value: { selected_date: null } },
    initiative: { value: { value: text } },
  };
  return {
    id: `V${Math.random()}`,
    type: 'modal',
    hash: 'h',
    callback_id: 'proposal_form',
    private_metadata: '{"sourcePermalink":null}',
    blocks: [{ type: 'input', block_id: 'statement' }],
    state: { values },
  };
}
