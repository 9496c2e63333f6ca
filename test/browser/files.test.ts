import { readFile } from 'node:fs/promises';
import { WebClient } from '@slack/web-api';
import type { Browser } from 'playwright-core';
import type { Playground } from '../../playground/playground.ts';
import { silent, startEmpty } from '../playground/bolt-app.ts';
import { launchChromium } from './chromium.ts';
import { openScreen, type Screen } from './screen.ts';

const channel = 'C0MARKETINGIT';
const minutes = 'Agreed: tea at five. ☕';
const longName = `${'Zusammenfassung_der_gemeinsamen_Kundendatenbank_'.repeat(3)}final.csv`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('a message with files', () => {
  let playground: Playground;
  let screen: Screen;

  beforeAll(async () => {
    playground = await startEmpty();
    const client = new WebClient(playground.botToken, { slackApiUrl: playground.apiUrl, logger: silent });
    await client.filesUploadV2({
      channel_id: channel,
      filename: 'minutes.txt',
      title: 'Minutes of the sync',
      content: minutes,
      initial_comment: 'Here they are, <@U0CMO>:',
    });
    await client.filesUploadV2({
      channel_id: channel,
      file_uploads: [
        { filename: 'Tee & "Kaffee".html', file: Buffer.from('<script>document.title = "read"</script>') },
        { filename: longName, file: Buffer.alloc(1_500_000, 'a,b\n') },
        { filename: 'LIESMICH', file: Buffer.from('x') },
      ],
    });
    screen = await openScreen(browser, playground.url);
    await screen.become('Carla Moreno');
  });
  afterAll(async () => {
    await screen.page.close();
    expect(playground.problems).toEqual([]);
    await playground.close();
    expect(screen.failures).toEqual([]);
  });

  const cards = () => screen.page.getByRole('list', { name: /^Files?$/ }).getByRole('listitem');
  const card = (title: string) => cards().filter({ has: download(title) });
  const download = (title: string) =>
    screen.page.getByRole('link', { name: `Download ${title}`, exact: true });
  const save = async (title: string) => {
    const [saved] = await Promise.all([screen.page.waitForEvent('download'), download(title).click()]);
    return { name: saved.suggestedFilename(), content: await readFile(await saved.path()) };
  };

  test('shows title, name and size of each, below the comment', async () => {
    const message = screen.message('Here they are').first();
    await message.getByText('@Carla Moreno').waitFor();
    const file = message.getByRole('list', { name: 'File' }).getByRole('listitem');
    expect((await file.innerText()).split('\n').filter(Boolean)).toEqual([
      'TXT',
      'Minutes of the sync',
      '24 bytes · minutes.txt',
      'Download',
    ]);
    const others = screen.page.getByRole('list', { name: 'Files' });
    expect(await others.getByRole('listitem').count()).toBe(3);
    await card(longName).getByText('1.5 MB').waitFor();
    await card('LIESMICH').getByText('1 byte', { exact: true }).waitFor();
  });

  test('fits where there is little room', async () => {
    await screen.page.setViewportSize({ width: 700, height: 860 });
    const [list, link] = await Promise.all([
      screen.page.getByRole('list', { name: 'Files' }).boundingBox(),
      download(longName).boundingBox(),
    ]);
    expect(link!.x + link!.width).toBeLessThanOrEqual(list!.x + list!.width);
    expect(list!.x + list!.width).toBeLessThanOrEqual(700);
    // A long name is cut, and is there as a whole where the pointer rests.
    expect((await card(longName).boundingBox())!.height).toBeLessThan(100);
    await card(longName).getByTitle(longName).waitFor();
    await screen.page.setViewportSize({ width: 1280, height: 860 });
  });

  test('gives them away under their own names, and opens none', async () => {
    expect(await save('Minutes of the sync')).toEqual({
      name: 'minutes.txt',
      content: Buffer.from(minutes),
    });
    const page = await save('Tee & "Kaffee".html');
    // The browser itself leaves out what no file system takes.
    expect(page.name).toMatch(/^Tee & .Kaffee.\.html$/);
    expect((await save(longName)).content).toHaveLength(1_500_000);
    expect(await screen.page.title()).toContain('#marketing-it');
  });

  test('is not shown any more once it is deleted', async () => {
    const message = screen.message('Here they are').first();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await screen.page.getByRole('menuitem', { name: 'Delete message' }).click();
    await card('Minutes of the sync').waitFor({ state: 'detached' });
    await card(longName).waitFor();
  });
});
