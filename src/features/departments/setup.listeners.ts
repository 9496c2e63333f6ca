import type { ActionRequest, Answer, CommandRequest, ViewAnswer, ViewRequest } from '../../slack/request.ts';
import type { SetupService } from './setup.service.ts';
import { mostRows, newRow } from './setup.ts';
import { setupDoneModal, setupModal } from './setup.views.ts';
import { rowsOf, setupOf } from './setup-submission.ts';

export function createSetupListeners({ setup }: { setup: SetupService }) {
  return {
    open: async ({ reader, texts: t }: CommandRequest | ActionRequest): Promise<Answer> => ({
      kind: 'modal',
      view: setupModal(t, await setup.form(reader)),
    }),

    /** What was typed stays: Slack keeps the inputs whose ids are the same. */
    async addRow({ reader, texts: t, view }: ActionRequest): Promise<Answer> {
      const form = await setup.form(reader);
      const rows = view ? rowsOf(view) : form.rows;
      return {
        kind: 'replace_modal',
        view: setupModal(t, { ...form, rows: [...rows, newRow({ isOptional: true })].slice(0, mostRows) }),
      };
    },

    async submit({ reader, texts: t, view }: ViewRequest): Promise<ViewAnswer> {
      return { kind: 'replace_modal', view: setupDoneModal(t, await setup.save(reader, setupOf(view))) };
    },
  };
}
