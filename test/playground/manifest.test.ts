import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest } from '../../playground/manifest.ts';

const valid = readFileSync(new URL('./manifest.yml', import.meta.url), 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'playground-manifest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'manifest.yml');
  writeFileSync(path, text);
  return readManifest(path);
}

it('reads what an app declares', () => {
  expect(read(valid)).toMatchObject({
    name: 'Teatime',
    homeTabEnabled: true,
    interactivityEnabled: true,
    commands: new Map([
      ['/tea', expect.objectContaining({ shouldEscape: true })],
      ['/tea-raw', expect.objectContaining({ shouldEscape: false })],
    ]),
  });
});

it.each([
  [
    'an event without its scope',
    '- reactions:read',
    '',
    'the event reaction_added needs the scope reactions:read',
  ],
  ['an event that it cannot tell', '- user_change', '- tea_ready', 'does not know the event tea_ready'],
  ['commands without their scope', '- commands', '', 'need the scope commands'],
  ['a command that Slack would not take', 'command: /tea\n', 'command: tea\n', 'slash_commands[0].command'],
  ['a missing bot', 'bot_user', 'robot_user', 'features.bot_user'],
])('refuses %s', (_name, from, to, message) => {
  expect(() => read(valid.replace(from, to))).toThrow(message);
});
