import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { section } from '../../slack/blocks.ts';
import type { ActionRequest, Answer, CommandRequest, Request } from '../../slack/request.ts';
import { type Draft, proposalName } from '../proposals/proposal.ts';
import type { AgreementService } from './agreement.service.ts';
import { agreementName } from './agreement.ts';
import {
  agreementsModal,
  backButton,
  endingButtons,
  type ListPlace,
  listBlocks,
  listTitle,
  modalCallback,
  nothingFound,
} from './agreement.views.ts';
import { readAgreementCommand } from './agreement-command.ts';
import { detailBlocks } from './agreement-detail.views.ts';
import type { EndingService } from './ending.service.ts';
import type { EndingKind } from './ending.ts';
import { endingModal } from './ending-form.views.ts';
import { verificationText } from './verification.views.ts';

/**
 * Slack refuses messages of more than about 13,200 characters with `msg_blocks_too_long`, which no page of
 * its documentation says (slackapi/bolt-js#2509). Modals hold more.
 */
const longestMessage = 12_000;

const place = z.object({
  filter: z.object({ words: z.string().nullable(), initiative: z.string().nullable() }),
  stretch: z.discriminatedUnion('from', [
    z.object({ from: z.literal('newest') }),
    z.object({ from: z.enum(['older', 'newer']), than: z.int() }),
  ]),
});
const placeAndNumber = place.extend({ number: z.int() });

/** What it says and between whom follows from the agreement. */
const revocation: Omit<Draft, 'rationale' | 'channelId'> = {
  ...{ statement: '', initiativeName: null, rule: 'two-key' as const, departmentIds: null },
  ...{ deadline: null, reviewOn: null, sourcePermalink: null },
};

const newest: ListPlace = { filter: { words: null, initiative: null }, stretch: { from: 'newest' } };

export function createAgreementListeners(options: {
  agreements: AgreementService;
  endings: Pick<EndingService, 'open' | 'filled'>;
}) {
  const { agreements, endings } = options;

  async function list({ reader, texts: t }: Request, at: ListPlace): Promise<Shown> {
    const page = await agreements.find(reader.workspaceId, at.filter, at.stretch);
    if (page.agreements.length > 0) {
      return { text: listTitle(t, at.filter, page.total), blocks: listBlocks(t, page, at) };
    }
    const { words, initiative } = at.filter;
    const known =
      words === null && initiative !== null ? await agreements.initiatives(reader.workspaceId) : [];
    return { text: nothingFound(t, at.filter, known) };
  }

  async function detail({ reader, texts: t }: Request, number: number): Promise<Required<Shown>> {
    const agreement = await agreements.byNumber(reader.workspaceId, number);
    return {
      text: t.t('agreements.name', { name: agreementName(number) }),
      blocks: [...detailBlocks(t, agreement), ...endingButtons(t, agreement)],
    };
  }

  /** Slack opens no modal beside another one, so it takes the place of the list. */
  async function form(request: ActionRequest, kind: EndingKind): Promise<Answer> {
    const { reader, texts: t, value, view } = request;
    const filled = await endings.filled(reader, { kind, number: z.coerce.number().int().parse(value) });
    const isInModal = view?.callbackId === modalCallback;
    return { kind: isInModal ? 'replace_modal' : 'modal', view: endingModal(t, filled) };
  }

  async function revoke(request: CommandRequest, number: number, rationale: string | null): Promise<Answer> {
    const { reader, texts: t, requestKey, channelId } = request;
    const ends = { kind: 'revoked', number } as const;
    const opened = await endings.open(reader, requestKey, { ...revocation, rationale, channelId, ends });
    const values = { name: proposalName(opened.id), channel: `<#${opened.channelId}>` };
    return { kind: 'ephemeral', text: t.t('proposals.posted', values) };
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { reader, texts: t, text } = request;
      const command = readAgreementCommand(text);
      switch (command.kind) {
        case 'find':
          return inMessageOrModal(request, await list(request, { ...newest, filter: command.filter }));
        case 'show':
          return inMessageOrModal(request, await detail(request, command.number));
        case 'revoke':
          return revoke(request, command.number, command.because);
        case 'verify':
          return {
            kind: 'ephemeral',
            text: verificationText(t, await agreements.verify(reader.workspaceId)),
          };
      }
    },

    open: async (request: ActionRequest): Promise<Answer> =>
      request.message
        ? inMessageOrModal(request, await list(request, newest))
        : inPlace(request, await list(request, newest)),

    page: async (request: ActionRequest): Promise<Answer> =>
      inPlace(request, await list(request, place.parse(JSON.parse(request.value ?? '')))),

    replace: (request: ActionRequest): Promise<Answer> => form(request, 'superseded'),
    revoke: (request: ActionRequest): Promise<Answer> => form(request, 'revoked'),

    async show(request: ActionRequest): Promise<Answer> {
      const { number, ...from } = placeAndNumber.parse(JSON.parse(request.value ?? ''));
      const { text, blocks } = await detail(request, number);
      return inPlace(request, { text, blocks: [...blocks, backButton(request.texts, from)] });
    },
  };
}

interface Shown {
  text: string;
  blocks?: KnownBlock[];
}

/** Instead of the message or the modal in which somebody clicked; on the Home tab in a modal. */
function inPlace(request: ActionRequest, shown: Shown): Answer {
  if (request.message) {
    const answer = inMessageOrModal(request, shown);
    return answer.kind === 'ephemeral' ? { ...answer, replace: request.message.isEphemeral } : answer;
  }
  const view = modalOf(request, shown);
  return { kind: request.view?.callbackId === modalCallback ? 'replace_modal' : 'modal', view };
}

function inMessageOrModal(request: Request, shown: Shown): Answer {
  const isLong = JSON.stringify(shown.blocks ?? []).length > longestMessage;
  return isLong ? { kind: 'modal', view: modalOf(request, shown) } : { kind: 'ephemeral', ...shown };
}

function modalOf({ texts: t }: Request, { text, blocks = [section(text)] }: Shown) {
  return agreementsModal(t, blocks);
}
