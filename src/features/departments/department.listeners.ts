import { z } from 'zod';
import type {
  ActionRequest,
  Answer,
  CommandRequest,
  Request,
  ViewAnswer,
  ViewRequest,
} from '../../slack/request.ts';
import type { DepartmentService } from './department.service.ts';
import { departmentText, listBlocks, listTitle, removalBlocks, removalText } from './department.views.ts';
import { readDepartmentCommand } from './department-command.ts';
import { departmentModal } from './department-form.views.ts';
import { newRow, type Row, rowOf } from './setup.ts';
import { departmentOf } from './setup-submission.ts';

const departmentId = z.coerce.number().int();

export function createDepartmentListeners({ departments }: { departments: DepartmentService }) {
  async function list({ reader, texts: t }: Request): Promise<Answer> {
    const { departments: all, access } = await departments.overview(reader);
    return { kind: 'ephemeral', text: listTitle(t, all), blocks: listBlocks(t, all, access) };
  }

  /** The form of one department; of a new one with what was typed filled in. */
  async function form(
    { reader, texts: t }: Request,
    id: number | null,
    typed: Partial<Row> = {},
  ): Promise<Answer> {
    const { department, groups, isAdmin } = await departments.forForm(reader, id);
    const view = departmentModal(t, department ? rowOf(department) : newRow(typed), groups, {
      isNew: department === null,
      membersOnly: !isAdmin,
    });
    return { kind: 'modal', view };
  }

  async function remove({ reader, texts: t }: Request, id: number): Promise<Answer> {
    const removal = await departments.remove(reader, id);
    return removal.kind === 'ask'
      ? { kind: 'ephemeral', text: removalText(t, removal), blocks: removalBlocks(t, removal) }
      : { kind: 'ephemeral', text: t.t('departments.removed', { name: removal.name }) };
  }

  return {
    async command(request: CommandRequest): Promise<Answer> {
      const { reader, texts: t } = request;
      const command = readDepartmentCommand(request.text);
      if (command.kind === 'list') return list(request);
      if (command.kind === 'add') {
        const { name, edit, move } = command;
        const { leadUserId = null, memberIds = [], userGroupId = null } = edit;
        const typed = { name: name ?? '', leadUserId, memberIds, userGroupId };
        if (name === null || leadUserId === null) return form(request, null, typed);
        const added = await departments.add(reader, typed, { move });
        return {
          kind: 'ephemeral',
          text: t.t('departments.added', { department: departmentText(t, added) }),
        };
      }
      const { id } = await departments.named(reader.workspaceId, command);
      if (command.kind === 'remove') return remove(request, id);
      const { edit, move } = command;
      if (Object.keys(edit).length === 0) return form(request, id);
      const changed = await departments.change(reader, id, edit, { move });
      return {
        kind: 'ephemeral',
        text: t.t('departments.changed', { department: departmentText(t, changed) }),
      };
    },

    openAdd: (request: ActionRequest): Promise<Answer> => form(request, null),

    openChange: (request: ActionRequest): Promise<Answer> => form(request, departmentId.parse(request.value)),

    async submit({ reader, view }: ViewRequest): Promise<ViewAnswer> {
      const { draft, shown, membersOnly } = departmentOf(view);
      const { id, name, leadUserId, memberIds, userGroupId } = draft;
      const members = { memberIds, userGroupId };
      if (id === null) await departments.add(reader, draft);
      else {
        const edit = membersOnly ? members : { ...members, name, leadUserId };
        await departments.change(reader, id, edit, { row: 0, shown });
      }
      return { kind: 'close' };
    },

    async confirmRemoval({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const removal = await departments.remove(reader, departmentId.parse(value), true);
      return { kind: 'ephemeral', text: t.t('departments.removed', { name: removal.name }), replace: true };
    },

    async keep({ reader, texts: t, value }: ActionRequest): Promise<Answer> {
      const name = await departments.nameOf(reader.workspaceId, departmentId.parse(value));
      return { kind: 'ephemeral', text: t.t('departments.kept', { name }), replace: true };
    },
  };
}
