import type { Button, KnownBlock, ModalView } from '@slack/types';
import { limits, oneLine, plain, section, shorten, shortenMrkdwn } from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { AgreementPage, Filter, Stretch } from './agreement.service.ts';
import { type Agreement, agreementName } from './agreement.ts';

export const actions = {
  open: 'open_agreements',
  show: 'agreements_show',
  back: 'agreements_back',
  newer: 'agreements_newer',
  older: 'agreements_older',
  replace: 'agreements_replace',
  revoke: 'agreements_revoke',
};

export const modalCallback = 'agreements';

/** A page of a list: what a button carries, so that one in an old message still works. */
export interface ListPlace {
  filter: Filter;
  stretch: Stretch;
}

/** In characters as Slack counts them, that is escaped; eight of each are a short message. */
const listed = { statement: 400, departments: 120, initiative: 120 };

/** Newest first, with buttons for the pages before and after. */
export function listBlocks(t: Texts, page: AgreementPage, { filter, stretch }: ListPlace): KnownBlock[] {
  return [
    section(listTitle(t, filter, page.total)),
    ...page.agreements.map((agreement) => listItem(t, agreement, { filter, stretch })),
    ...pageButtons(t, page, filter),
  ];
}

export function listTitle(t: Texts, { words, initiative }: Filter, count: number): string {
  const values = {
    count,
    words: shorten(words ?? '', limits.button),
    initiative: shorten(initiative ?? '', limits.button),
  };
  if (words !== null) {
    return t.t(initiative === null ? 'agreements.found' : 'agreements.foundInitiative', values);
  }
  return t.t(initiative === null ? 'agreements.listed' : 'agreements.listedInitiative', values);
}

/** Why there is nothing, and what may help. `known`: the initiatives that there are agreements of. */
export function nothingFound(t: Texts, { words, initiative }: Filter, known: readonly string[]): string {
  if (words === null && initiative === null) return t.t('agreements.errors.none');
  const values = { words: words ?? '', initiative: initiative ?? '', known: known.join(', ') };
  if (words === null) {
    return t.t(known.length === 0 ? 'agreements.noInitiatives' : 'agreements.noInitiative', values);
  }
  return t.t(initiative === null ? 'agreements.notFound' : 'agreements.notFoundInitiative', values);
}

/** Without a submit button: it only shows. */
export function agreementsModal(t: Texts, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: modalCallback,
    title: plain(t.plain('agreements.title'), limits.modalTitle),
    close: plain(t.plain('common.close'), limits.modalTitle),
    blocks,
  };
}

/** That it is not in force any more; nothing where it is. */
export function endedTexts(t: Texts, { ended }: Agreement): string[] {
  if (!ended) return [];
  const at = slackDate(t, ended.at);
  if (ended.by === null) return [t.t('agreements.ended', { at })];
  return [t.t(`agreements.endings.${ended.kind}`, { at, by: agreementName(ended.by) })];
}

/** Below an agreement in force: what ends it. */
export function endingButtons(t: Texts, { number, ended }: Agreement): KnownBlock[] {
  if (ended) return [];
  const elements = (['replace', 'revoke'] as const).map(
    (key): Button => ({
      type: 'button',
      action_id: actions[key],
      text: plain(t.plain(`agreements.buttons.${key}`), limits.button),
      value: String(number),
    }),
  );
  return [{ type: 'actions', block_id: 'agreements:end', elements }];
}

export function backButton(t: Texts, place: ListPlace): KnownBlock {
  return {
    type: 'actions',
    block_id: 'agreements:back',
    elements: [button(t, 'back', place)],
  };
}

function listItem(t: Texts, agreement: Agreement, place: ListPlace): KnownBlock {
  const { number, content } = agreement;
  const name = `*${agreementName(number)}*`;
  const details = content && [
    ...endedTexts(t, agreement),
    t.t('agreements.agreedAt', { at: slackDate(t, new Date(content.closedAt)) }),
    escapedLine(content.departments.map((department) => department.name).join(', '), listed.departments),
    ...(content.initiative ? [escapedLine(content.initiative, listed.initiative)] : []),
  ];
  const text = details
    ? `${name}  ${escapedLine(content.statement, listed.statement)}\n${details.join('  ·  ')}`
    : [`${name}  ${t.t('agreements.erased')}`, ...endedTexts(t, agreement)].join('\n');
  return {
    ...section(text),
    block_id: `agreement:${number}`,
    accessory: button(t, 'show', { ...place, number }),
  };
}

function escapedLine(text: string, limit: number): string {
  return shortenMrkdwn(escapeMrkdwn(oneLine(text)), limit);
}

function pageButtons(t: Texts, page: AgreementPage, filter: Filter): KnownBlock[] {
  const [first, last] = [page.agreements[0], page.agreements.at(-1)];
  const elements: Button[] = [];
  if (first && page.hasNewer) {
    elements.push(button(t, 'newer', { filter, stretch: { from: 'newer', than: first.number } }));
  }
  if (last && page.hasOlder) {
    elements.push(button(t, 'older', { filter, stretch: { from: 'older', than: last.number } }));
  }
  return elements.length > 0 ? [{ type: 'actions', block_id: 'agreements:pages', elements }] : [];
}

function button(
  t: Texts,
  key: 'show' | 'back' | 'newer' | 'older',
  value: ListPlace & { number?: number },
): Button {
  return {
    type: 'button',
    action_id: actions[key],
    text: plain(t.plain(`agreements.buttons.${key}`), limits.button),
    value: JSON.stringify(value),
  };
}
