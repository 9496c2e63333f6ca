import type { StoredFile } from '../files.ts';
import type { World } from '../state.ts';

/** A file as messages show it. */
export function slackFile(world: World, file: StoredFile): Record<string, unknown> {
  const { team } = world;
  const at = `https://files.slack.com/files-pri/${team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.type.mime,
    filetype: file.type.name,
    pretty_type: file.type.title,
    user: file.user,
    user_team: team.id,
    editable: file.isSnippet,
    size: file.size,
    mode: file.isSnippet ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.shares.some(({ channel }) => world.channels.get(channel)?.kind === 'public'),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${at}/${name}`,
    url_private_download: `${at}/download/${name}`,
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
    ...(file.altText !== null && { alt_txt: file.altText }),
  };
}

/** As when its upload has just been completed: Slack knows neither its type nor where it is shared. */
export function unprocessedFile(world: World, file: StoredFile): Record<string, unknown> {
  return {
    ...slackFile(world, file),
    mimetype: '',
    filetype: '',
    pretty_type: '',
    is_public: false,
    shares: {},
    channels: [],
    groups: [],
    ims: [],
  };
}
