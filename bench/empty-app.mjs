// The app to compare with: Bolt over HTTP with one listener that does nothing; Bolt acknowledges.
import bolt from '@slack/bolt';

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  logLevel: 'error',
});
app.event('reaction_added', async () => {});
await app.start(Number(process.env.PORT));
