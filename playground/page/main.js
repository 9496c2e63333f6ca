import { App } from './app.js';
import { html, render } from './html.js';
import { placeFromHash } from './links.js';
import { personToStartAs } from './server.js';
import { applyTheme, savedTheme } from './theme.js';

const root = document.getElementById('app');
applyTheme(savedTheme());

async function start() {
  const { person, channel, ts } = placeFromHash(location.hash);
  const as = await personToStartAs(person ?? localStorage.getItem('playground.person'));
  root.replaceChildren();
  render(html`<${App} as=${as} channel=${channel} ts=${ts} />`, root);
}

start().catch((error) => {
  root.textContent = `The playground cannot be shown: ${error.message}`;
});
