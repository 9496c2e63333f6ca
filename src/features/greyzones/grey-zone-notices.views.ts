import { longestQuote, oneLine, section } from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import { proposalName } from '../proposals/proposal.ts';
import { departmentName, type GreyZone, zoneName } from './grey-zone.ts';
import { openButtons } from './grey-zone.views.ts';
import { openAgainText } from './statement.views.ts';

/** For the author, where Slack refuses a message. */
export function notPostedMessage(t: Texts, zone: GreyZone, what: 'asking' | 'matrix'): MessageBody {
  const { id, channelId } = zone;
  const values = { name: zoneName(id), channel: `<#${channelId}>`, area: oneLine(zone.area, longestQuote) };
  return { text: t.t(`greyzones.notPosted.${what}`, values) };
}

/** Below the answers: how a proposal about the owner has ended. @param agreement null: it was not agreed */
export function decidedMessage(
  t: Texts,
  zone: GreyZone,
  { proposalId, agreement }: { proposalId: number; agreement: number | null },
): MessageBody {
  const area = oneLine(zone.area, longestQuote);
  const name = zoneName(zone.id);
  if (agreement === null) {
    return { text: t.t('greyzones.notAgreed', { name, area, proposal: proposalName(proposalId) }) };
  }
  const department = departmentName(zone, zone.ownerDepartmentId);
  return { text: t.t('greyzones.isAgreed', { name, area, department, agreement: agreementName(agreement) }) };
}

export function reopenedMessage(t: Texts, zone: GreyZone, agreement: number): MessageBody {
  const words = escapeMrkdwn(openAgainText(t, zone, agreementName(agreement)));
  return {
    text: words,
    blocks: [section(`*${zoneName(zone.id)}*  ${words}`), openButtons(t, zone)],
  };
}
