// Owns the page's own words, in Dutch and English, and how dates and times are written.

const ZONE = "Europe/Amsterdam";

const WORDS = {
  nl: {
    title: "Ruggensteun op twee telefoons",
    language: "Taal van deze pagina",
    clock: "Verzet de klok",
    steps: ["+1 uur", "+1 dag", "+3 dagen", "+1 week", "+4 weken"],
    custom: "Anders…",
    customTitle: "Hoeveel later?",
    amount: "Aantal",
    unit: "Eenheid",
    units: ["minuten", "uren", "dagen", "weken"],
    move: "Verzetten",
    cancel: "Annuleren",
    phones: "Telefoons",
    phoneOf: "Telefoon van",
    whose: "Van wie is deze telefoon?",
    newPerson: "Nieuwe persoon…",
    newPersonTitle: "Wie krijgt een telefoon?",
    firstName: "Voornaam",
    lastName: "Achternaam",
    make: "Toevoegen",
    nobody: "Nog niemand",
    nobodyHelp: "Kies van wie deze telefoon is.",
    sleep: "Leg de telefoon weg",
    wake: "Pak de telefoon op",
    tapToOpen: "Tik om te openen",
    bot: "bot",
    typing: "is aan het typen…",
    options: "Meer mogelijkheden",
    block: "Bot blokkeren",
    unblock: "Bot deblokkeren",
    blocked: "Je hebt deze bot geblokkeerd.",
    begin: "Start",
    beginWithCode: "Ik heb een uitnodigingscode",
    code: "Uitnodigingscode",
    messages: "Berichten",
    write: "Bericht",
    send: "Versturen",
    attach: "Foto of bestand kiezen",
    voice: "Spraakbericht kiezen",
    commands: "Opdrachten",
    edited: "bewerkt",
    reply: "Beantwoorden",
    edit: "Bewerken",
    copy: "Kopiëren",
    remove: "Verwijderen",
    more: "Mogelijkheden bij dit bericht",
    editing: "Bericht bewerken",
    stop: "Stoppen",
    you: "Jij",
    forwarded: "Doorgestuurd van",
    photo: "Foto",
    file: "Bestand",
    voiceNote: "Spraakbericht",
    video: "Video",
    sticker: "Sticker",
    contact: "Contact",
    location: "Locatie",
    poll: "Peiling",
    asPhoto: "Als foto",
    asPhotoHelp: "Kleiner, snel te zien",
    asFile: "Als bestand",
    asFileHelp: "Het origineel, onveranderd",
    asVoice: "Als spraakbericht",
    asVoiceHelp: "Direct af te spelen",
    asVideo: "Als video",
    asVideoHelp: "Direct af te spelen",
    caption: "Tekst erbij",
    dropHere: "Laat los om te versturen",
    sendCount: (count) => (count === 1 ? "1 bestand versturen" : `${count} bestanden versturen`),
    fresh: "Nieuwe berichten",
    unread: (count) => (count === 1 ? "1 nieuw bericht" : `${count} nieuwe berichten`),
    toEnd: "Naar het nieuwste bericht",
    now: "nu",
    today: "Vandaag",
    yesterday: "Gisteren",
    close: "Sluiten",
    ok: "OK",
    offline: "Geen verbinding met de simulator. We proberen het opnieuw…",
    moreNotes: (count) => `en nog ${count}`,
    added: "De bot is toegevoegd aan de groep",
  },
  en: {
    title: "Ruggensteun on two phones",
    language: "Language of this page",
    clock: "Move the clock",
    steps: ["+1 hour", "+1 day", "+3 days", "+1 week", "+4 weeks"],
    custom: "Other…",
    customTitle: "How much later?",
    amount: "Number",
    unit: "Unit",
    units: ["minutes", "hours", "days", "weeks"],
    move: "Move",
    cancel: "Cancel",
    phones: "Phones",
    phoneOf: "Phone of",
    whose: "Whose phone is this?",
    newPerson: "New person…",
    newPersonTitle: "Who gets a phone?",
    firstName: "First name",
    lastName: "Last name",
    make: "Add",
    nobody: "Nobody yet",
    nobodyHelp: "Choose whose phone this is.",
    sleep: "Put the phone away",
    wake: "Pick the phone up",
    tapToOpen: "Tap to open",
    bot: "bot",
    typing: "is typing…",
    options: "More options",
    block: "Block bot",
    unblock: "Unblock bot",
    blocked: "You have blocked this bot.",
    begin: "Start",
    beginWithCode: "I have an invitation code",
    code: "Invitation code",
    messages: "Messages",
    write: "Message",
    send: "Send",
    attach: "Choose a photo or file",
    voice: "Choose a voice message",
    commands: "Commands",
    edited: "edited",
    reply: "Reply",
    edit: "Edit",
    copy: "Copy",
    remove: "Delete",
    more: "Options for this message",
    editing: "Edit message",
    stop: "Stop",
    you: "You",
    forwarded: "Forwarded from",
    photo: "Photo",
    file: "File",
    voiceNote: "Voice message",
    video: "Video",
    sticker: "Sticker",
    contact: "Contact",
    location: "Location",
    poll: "Poll",
    asPhoto: "As a photo",
    asPhotoHelp: "Smaller, quick to see",
    asFile: "As a file",
    asFileHelp: "The original, unchanged",
    asVoice: "As a voice message",
    asVoiceHelp: "Plays at once",
    asVideo: "As a video",
    asVideoHelp: "Plays at once",
    caption: "Add a text",
    dropHere: "Drop to send",
    sendCount: (count) => (count === 1 ? "Send 1 file" : `Send ${count} files`),
    fresh: "New messages",
    unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
    toEnd: "To the newest message",
    now: "now",
    today: "Today",
    yesterday: "Yesterday",
    close: "Close",
    ok: "OK",
    offline: "No connection with the simulator. Trying again…",
    moreNotes: (count) => `and ${count} more`,
    added: "The bot was added to the group",
  },
};

const asked = new URLSearchParams(location.search).get("lang");
const remembered = localStorage.getItem("simulator-language");
const fromBrowser = navigator.language?.startsWith("en") ? "en" : "nl";
let language = [asked, remembered, fromBrowser].find((one) => one in WORDS) ?? "nl";

export const currentLanguage = () => language;

export function chooseLanguage(code) {
  language = code;
  localStorage.setItem("simulator-language", code);
  document.documentElement.lang = code;
}

/** A word or sentence of the page; further arguments fill it in. */
export function t(name, ...values) {
  const word = WORDS[language][name];
  return typeof word === "function" ? word(...values) : word;
}

function formatted(moment, options) {
  const locale = language === "nl" ? "nl-NL" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(moment);
}

export const timeOf = (moment) => formatted(moment, { hour: "2-digit", minute: "2-digit" });
export const longDate = (moment) =>
  formatted(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const shortDate = (moment) => formatted(moment, { weekday: "short", day: "numeric", month: "short" });
export const dayAndMonth = (moment) => formatted(moment, { weekday: "long", day: "numeric", month: "long" });
export const dayKey = (moment) => formatted(moment, { year: "numeric", month: "2-digit", day: "2-digit" });

/** How a chat names a day: today, yesterday, or the day itself. */
export function dayName(moment, now) {
  if (dayKey(moment) === dayKey(now)) return t("today");
  if (dayKey(moment) === dayKey(new Date(now.getTime() - 86_400_000))) return t("yesterday");
  return dayAndMonth(moment);
}

/** A size in bytes for people. */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kB"] : [bytes / 1024 / 1024, "MB"];
  return `${amount.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}
