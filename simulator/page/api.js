// Owns talking to the control API of the simulator. It must not know the page.

const BASE = "/_control";

async function request(method, path, body, options = {}) {
  const json = body !== undefined && !(body instanceof FormData);
  const answer = await fetch(BASE + path, {
    method,
    headers: json ? { "content-type": "application/json" } : {},
    body: json ? JSON.stringify(body) : body,
    ...options,
  });
  const shown = await answer.json();
  if (!answer.ok) throw new Error(shown.error ?? String(answer.status));
  return shown;
}

export const api = {
  screen: (people, after, wait, signal) =>
    request("GET", `/screen?people=${people.join(",")}&after=${after}&wait=${wait}`, undefined, { signal }),
  newPerson: (firstName, lastName, language) =>
    request("POST", "/people", { first_name: firstName, last_name: lastName || null, language_code: language }),
  write: (person, text, replyTo) =>
    request("POST", `/people/${person}/messages`, { text, reply_to_message_id: replyTo ?? null }),
  sendFiles: (person, files, kind, caption) => {
    const form = new FormData();
    form.append("kind", kind);
    form.append("caption", caption);
    for (const file of files) form.append("file", file, file.name);
    return request("POST", `/people/${person}/files`, form);
  },
  press: (person, messageId, row, column) =>
    request("POST", `/people/${person}/press`, { message_id: messageId, row, column }),
  openWebApp: (person, messageId, row, column) =>
    request("POST", `/people/${person}/web_app`, { message_id: messageId, row, column }),
  edit: (person, messageId, text) => request("PATCH", `/people/${person}/messages/${messageId}`, { text }),
  remove: (person, messageId) => request("DELETE", `/people/${person}/messages/${messageId}`),
  block: (person, blocked) => request("POST", `/people/${person}/${blocked ? "block" : "unblock"}`, {}),
  advance: (seconds) => request("POST", "/clock", { advance_seconds: seconds }),
};
