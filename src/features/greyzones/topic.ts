import type { Locale } from '../../text/text.ts';

const now = /\s+(?:today|now|currently|at the moment|heute|jetzt|derzeit|zurzeit|eigentlich|bei uns)$/i;

/** What stands before the area in a question, where the area can follow “leads” as it is. */
const english = [
  /^who(?: (?:really|actually|currently|now))? (?:owns|leads|runs|manages|handles|maintains|covers|looks after|takes care of|is responsible for|is in charge of|is accountable for|decides (?:on|about)|deals with) (.+)$/i,
  /^who(?:['’]s| is) (?:responsible for|in charge of|accountable for|the owner of|the lead (?:of|for)) (.+)$/i,
  /^who (?:should|will|must|shall|does|can) (?:own|lead|run|manage|handle|maintain|cover|look after|take care of|be responsible for|be in charge of|decide (?:on|about)|deal with) (.+)$/i,
];

/** The same before “verantwortet”: the area is in the accusative already. */
const german = [
  /^wer (?:verantwortet|leitet|führt|besitzt|betreut|pflegt|steuert|betreibt|macht|übernimmt|entscheidet über|kümmert sich um) (.+)$/i,
  /^wer (?:ist|sei) (?:eigentlich |heute |jetzt )?(?:verantwortlich|zuständig) für (.+)$/i,
  /^wer (?:trägt|hat) die (?:verantwortung|zuständigkeit) für (.+)$/i,
  /^wer (?:soll|sollte|muss|wird|darf) (?:künftig |in zukunft )?(.+) (?:verantworten|leiten|führen|besitzen|betreuen|pflegen|steuern|betreiben|machen|übernehmen)$/i,
  /^wer (?:soll|sollte|muss|wird) für (.+) (?:verantwortlich|zuständig) (?:sein|werden)$/i,
  /^wer (?:soll|sollte|muss|wird) sich um (.+) kümmern$/i,
];

const longest = 200;

/**
 * What a question is about, so that a sentence can be made of it: “Who owns the consent banner?” is about “the consent
 * banner”. In German in the accusative, as it follows “verantwortet”.
 * @returns null: a question of another kind, which is better quoted than taken apart wrongly
 */
export function topicOf(question: string): { topic: string; locale: Locale } | null {
  const asked = question
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[\s?!.…]+$/u, '');
  const found = matched(asked, english, 'en') ?? matched(asked, german, 'de') ?? belongs(asked);
  if (!found) return null;
  const topic = found.topic.replace(now, '').trim();
  return isOneThing(topic) ? { ...found, topic } : null;
}

function matched(asked: string, forms: readonly RegExp[], locale: Locale) {
  for (const form of forms) {
    const topic = form.exec(asked)?.[1];
    if (topic !== undefined) return { topic, locale };
  }
  return null;
}

/** The only form with a nominative, which differs where the area is masculine; “ein” and “unser” do not tell. */
function belongs(asked: string): { topic: string; locale: Locale } | null {
  const [, article = '', rest = ''] = /^wem gehör(?:t|en) (der|die|das) (.+)$/i.exec(asked) ?? [];
  if (rest === '') return null;
  return {
    topic: `${article.toLowerCase() === 'der' ? 'den' : article.toLowerCase()} ${rest}`,
    locale: 'de',
  };
}

/** Not a second question, and nothing with a sentence in it. */
function isOneThing(topic: string): boolean {
  const isAnother =
    /[?!:;]|[.…]\s|\b(?:and|or|but|und|oder|aber) (?:who|why|how|when|what|which|wer|warum|wie|wann|was|wem)\b/i;
  return topic !== '' && topic.length <= longest && !isAnother.test(topic);
}
