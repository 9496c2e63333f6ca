import { z } from 'zod';
import { readReplaced } from '../agreements/ending.ts';
import { type DecisionRule, decisionRules } from './decision.ts';
import { type EndingDraft, replacesField } from './proposal.ts';

const textField = z.object({ value: z.object({ value: z.string().nullish() }) });
const optionalText = textField.optional().transform((field) => field?.value.value || null);
const requiredText = textField.transform((field) => field.value.value ?? '');

const proposalForm = z.object({
  // Neither the sentence nor departments and rule are asked for where something is revoked.
  statement: optionalText,
  rationale: optionalText,
  channel: z
    .object({ value: z.object({ selected_conversation: z.string() }) })
    .transform((field) => field.value.selected_conversation),
  departments: z
    .object({ value: z.object({ selected_options: z.array(z.object({ value: z.string() })) }) })
    .optional()
    .transform((field) => field?.value.selected_options.map(({ value }) => Number(value)) ?? null),
  rule: z
    .object({
      value: z.object({ selected_option: z.object({ value: z.enum(decisionRules as [DecisionRule]) }) }),
    })
    .optional()
    .transform((field): DecisionRule => field?.value.selected_option.value ?? 'two-key'),
  deadline: z
    .object({ value: z.object({ selected_date_time: z.number() }) })
    .transform((field) => new Date(field.value.selected_date_time * 1000)),
  review: z
    .object({ value: z.object({ selected_date: z.string().nullish() }) })
    .optional()
    .transform((field) => field?.value.selected_date ?? null),
  initiative: optionalText,
  replaces: optionalText,
});

const proposalMetadata = z.object({ sourcePermalink: z.string().nullable(), revokes: z.int().optional() });
const versionMetadata = z.object({ proposalId: z.number().int(), version: z.number().int() });

/** The submitted form of a new proposal. Slack has checked what is required; the rules check the rest. */
export function draftFromForm(view: { values: unknown; privateMetadata: string }): EndingDraft {
  const form = proposalForm.parse(view.values);
  const { sourcePermalink, revokes } = proposalMetadata.parse(JSON.parse(view.privateMetadata));
  return {
    statement: form.statement ?? '',
    rationale: form.rationale,
    initiativeName: form.initiative,
    channelId: form.channel,
    rule: form.rule,
    departmentIds: form.departments,
    deadline: form.deadline,
    reviewOn: form.review,
    sourcePermalink,
    ends: revokes === undefined ? replaced(form.replaces) : { kind: 'revoked', number: revokes },
  };
}

function replaced(typed: string | null): EndingDraft['ends'] {
  return typed === null || typed.trim() === '' ? null : readReplaced(typed, replacesField);
}

export function editFromForm(view: { values: unknown; privateMetadata: string }) {
  const { proposalId, version } = versionMetadata.parse(JSON.parse(view.privateMetadata));
  const form = z.object({ statement: requiredText, rationale: optionalText }).parse(view.values);
  return { id: proposalId, version, ...form };
}

export function reasonFromForm(view: { values: unknown; privateMetadata: string }) {
  const { proposalId, version } = versionMetadata.parse(JSON.parse(view.privateMetadata));
  return { id: proposalId, version, reason: z.object({ reason: requiredText }).parse(view.values).reason };
}
