import { topicOf } from '../../../src/features/greyzones/topic.ts';

test.each([
  ['Who owns the consent banner?', 'the consent banner'],
  ['who OWNS  the\nconsent banner ?', 'the consent banner'],
  ['Who really owns our CRM', 'our CRM'],
  ['Who is responsible for tracking on the website?', 'tracking on the website'],
  ['Who’s in charge of the newsletter?', 'the newsletter'],
  ['Who should own the tag manager?', 'the tag manager'],
  ['Who takes care of cookies, banners and consent?', 'cookies, banners and consent'],
  ['Who decides on the cloud budget today?', 'the cloud budget'],
  ['Who leads customer data & analytics?', 'customer data & analytics'],
])('“%s” is about “%s”', (question, topic) => {
  expect(topicOf(question)).toEqual({ topic, locale: 'en' });
});

test.each([
  ['Wer verantwortet den Einwilligungsbanner?', 'den Einwilligungsbanner'],
  ['Wer ist zuständig für die Website?', 'die Website'],
  ['Wer ist eigentlich verantwortlich für das CRM?', 'das CRM'],
  ['Wer kümmert sich um unsere Kundendaten heute?', 'unsere Kundendaten'],
  ['Wer trägt die Verantwortung für den Newsletter?', 'den Newsletter'],
  ['Wer soll künftig den Shop betreiben?', 'den Shop'],
  ['Wer soll für die Daten zuständig sein?', 'die Daten'],
  ['Wer muss sich um die Cookies kümmern?', 'die Cookies'],
  ['Wem gehört der Einwilligungsbanner?', 'den Einwilligungsbanner'],
  ['Wem gehört die Kundendatenbank?', 'die Kundendatenbank'],
  ['Wem gehören die Kundendaten?', 'die Kundendaten'],
  ['Wem gehört das CRM eigentlich?', 'das CRM'],
])('„%s“ betrifft „%s“', (question, topic) => {
  expect(topicOf(question)).toEqual({ topic, locale: 'de' });
});

test.each([
  'Consent banner',
  'The consent banner: who owns it?',
  'Who owns it? And who pays?',
  'Who owns the banner and who pays for it?',
  'Wer verantwortet den Banner und warum?',
  'Whose is the banner?',
  'Wem gehört unser Banner?',
  'Who owns?',
  'Who?',
  '',
  `Who owns ${'x'.repeat(300)}?`,
])('“%s” is better quoted', (question) => {
  expect(topicOf(question)).toBeNull();
});
