import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { readAgreementCommand } from '../src/features/agreements/agreement-command.ts';
import { readDepartmentCommand } from '../src/features/departments/department-command.ts';
import { decisionRules } from '../src/features/proposals/decision.ts';
import { readProposal } from '../src/features/proposals/proposal-command.ts';
import { defaultStanceEmoji } from '../src/features/proposals/stance.ts';
import { readMoment } from '../src/slack/dates.ts';
import { manifest } from './helpers/manifest.ts';
import { root } from './helpers/source-modules.ts';

/** What the documentation says and the code can be asked about. */

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...docs.filter((path) => path.endsWith('.md')).map((path) => join('docs', path)),
];
const commandsPage = read('docs/commands.md');

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

function hasAnchor(path: string, anchor: string): boolean {
  const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));
  return headings.includes(anchor);
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  const links = [...read(page).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? '');
  const lost = links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? page : join(dirname(page), file);
      if (!existsSync(join(root, path))) return true;
      return anchor !== undefined && !hasAnchor(path, anchor);
    });
  expect(lost).toEqual([]);
});

describe('examples', () => {
  const blocks = [...commandsPage.matchAll(/^```\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  const argumentsOf = (noun: string) =>
    blocks
      .filter((line) => line.startsWith(`/concord-${noun}`) || line.startsWith(`/concord ${noun}`))
      .map((line) => line.slice(`/concord-${noun}`.length).trim());

  test.each(argumentsOf('propose'))('/concord-propose %s', (text) => {
    const reader = {
      workspaceId: 'T1',
      userId: 'U1',
      name: 'Ada',
      locale: 'en' as const,
      timezone: 'Europe/Berlin',
      isWorkspaceAdmin: false,
      isGuest: false,
    };
    const departments = ['Marketing', 'IT'].map((name, i) => ({
      id: i + 1,
      name,
      leadUserId: null,
      memberIds: [],
      userGroupId: null,
    }));
    const now = new Date('2026-03-02T09:00:00Z');
    const draft = readProposal(text, reader, 'C1', departments, now);
    expect(draft.statement).not.toBe('');
    expect(draft.statement).not.toContain('--');
    const flags = text.match(/--\S+/g) ?? [];
    const given = [
      draft.deadline,
      draft.rule === 'two-key' ? null : draft.rule,
      draft.departmentIds,
      draft.reviewOn,
      draft.initiativeName,
      draft.rationale,
      draft.ends,
    ].filter((value) => value !== null);
    expect(given).toHaveLength(flags.length);
  });

  test.each(argumentsOf('agreements'))('/concord-agreements %s', (text) => {
    const command = readAgreementCommand(text);
    if (/^(?:show|zeige|A-12)/.test(text)) expect(command).toEqual({ kind: 'show', number: 12 });
    else if (/^(?:verify|prüfe)/.test(text)) expect(command).toEqual({ kind: 'verify' });
    else if (/^(?:revoke|widerrufen)/.test(text))
      expect(command).toMatchObject({ kind: 'revoke', number: 12 });
    else if (/^list/.test(text)) expect(command).toMatchObject({ filter: { words: null } });
    else expect(command.kind).toBe('find');
  });

  test.each(argumentsOf('department'))('/concord-department %s', (text) => {
    // As Slack sends people and user groups, where the manifest asks it to escape them.
    const escaped = text
      .replaceAll(/@(\w+-team)/g, '<!subteam^S1|@$1>')
      .replaceAll(/(?<![|\w])@(\w+)/g, (_, name: string) => `<@U${name.toUpperCase()}|${name}>`);
    const command = readDepartmentCommand(escaped);
    expect(command.kind).toBe(
      /^(?:add|neu)/.test(text)
        ? 'add'
        : /^(?:change|ändern)/.test(text)
          ? 'change'
          : /^(?:remove|entfernen)/.test(text)
            ? 'remove'
            : 'list',
    );
    if ('name' in command) expect(text).toContain(command.name);
    if ('edit' in command) {
      const flags = text.match(/--\S+/g) ?? [];
      const follows = /--(?:group|gruppe|members|mitglieder)/.test(text);
      const edited = Object.keys(command.edit).filter((key) => !(follows && key === 'userGroupId'));
      const group = /--(?:group|gruppe)/.test(text) ? 1 : 0;
      expect(edited.length + group + (command.move ? 1 : 0)).toBe(flags.length);
    }
  });

  const [, dates = ''] = /^\| English \| German \|\n\|[-| ]+\n((?:\|.*\n)+)/m.exec(commandsPage) ?? [];
  const moments = dates
    .trim()
    .split('\n')
    .flatMap((row) =>
      row
        .split('|')
        .slice(1, 3)
        .flatMap((cell, i) =>
          [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => [text, i === 0 ? 'en' : 'de'] as const),
        ),
    );

  test.each(moments)('“%s” is a time to come', (text, locale) => {
    const place = { now: new Date('2026-03-02T09:00:00Z'), timeZone: 'Europe/Berlin', locale };
    expect(readMoment(text, place).getTime()).toBeGreaterThan(place.now.getTime());
  });

  test('are there for every command', () => {
    for (const { command } of manifest.features.slash_commands) {
      expect(blocks.some((line) => line === command || line.startsWith(`${command} `))).toBe(true);
      expect(read('README.md')).toContain(`\`${command}\``);
    }
  });
});

test('every rule is explained', () => {
  for (const rule of decisionRules) {
    expect(read('README.md')).toContain(`| \`${rule}\``);
    expect(commandsPage).toContain(`| \`${rule}\` |`);
  }
});

test('every reaction that is a stance is named', () => {
  for (const [stance, names] of Object.entries(defaultStanceEmoji)) {
    expect(commandsPage).toContain(`| ${stance} | ${names.map((name) => `\`:${name}:\``).join(' ')} |`);
  }
});

test('every variable of the configuration is in both tables, and no other', () => {
  const asked = new Set<string>();
  const spy = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') asked.add(name);
        return undefined;
      },
    },
  );
  expect(() => loadConfig(spy)).toThrow('npm run demo');
  for (const page of ['README.md', 'docs/operating.md']) {
    const [, table = ''] = /^\| variable \| meaning \|\n\|[-| ]+\n((?:\|.*\n)+)/m.exec(read(page)) ?? [];
    expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name).sort()).toEqual([...asked].sort());
  }
});
