/**
 * Makes text from people safe inside mrkdwn: `&`, `<` and `>` are the only characters with which a
 * mention, a link or `<!channel>` can be written (docs.slack.dev: formatting message text).
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
