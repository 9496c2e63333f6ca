import { permalinkTarget } from '../../playground/page/links.js';

const at = (url: string) => permalinkTarget(url, 'northwind');

test('a permalink of the workspace leads to its message', () => {
  expect(at('https://northwind.slack.com/archives/C0GENERAL/p1700000000000100')).toEqual({
    channel: 'C0GENERAL',
    ts: '1700000000.000100',
    threadTs: null,
  });
});

test('one of a reply names its thread', () => {
  const url = 'https://northwind.slack.com/archives/C1/p1700000000000200?thread_ts=1700000000.000100&cid=C1';
  expect(at(url)).toMatchObject({ ts: '1700000000.000200', threadTs: '1700000000.000100' });
});

test.each([
  'https://other.slack.com/archives/C1/p1700000000000100',
  'https://northwind.slack.com.example.org/archives/C1/p1700000000000100',
  'https://northwind.slack.com/team/U1',
  'not an address',
])('%s leads out of the page', (url) => {
  expect(at(url)).toBeNull();
});
