// Keeps an open page fresh. Everything works without it: the pages are complete as they come.
"use strict";

const NEWS_SECONDS = 15;

// The list replaces itself, unless somebody is inside it with the keyboard.
function keepListFresh(list) {
  const refresh = async () => {
    if (document.hidden || list.contains(document.activeElement)) return;
    const page = await fetchPage(location.href);
    const fresh = page && page.getElementById("list");
    if (fresh && !list.contains(document.activeElement)) {
      list.replaceChildren(...fresh.childNodes);
    }
  };
  setInterval(refresh, Number(list.dataset.refreshSeconds) * 1000);
}

// A conversation only says that there is more: what is being written must not be disturbed.
function tellOfNews(note) {
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetchOk(note.dataset.news);
    if (answer && (await answer.json()).count > 0) note.hidden = false;
  };
  setInterval(ask, NEWS_SECONDS * 1000);
  note.addEventListener("click", (event) => {
    event.preventDefault();
    showNews(note);
  });
}

async function showNews(note) {
  const page = await fetchPage(location.pathname);
  const fresh = page && page.querySelector(".messages");
  if (!fresh) return location.reload();
  document.querySelector(".messages").replaceChildren(...fresh.childNodes);
  note.dataset.news = page.querySelector("[data-news]").dataset.news;
  note.hidden = true;
  document.getElementById("latest").scrollIntoView({ block: "nearest" });
}

async function fetchOk(address) {
  try {
    const answer = await fetch(address, { redirect: "error", cache: "no-store" });
    return answer.ok ? answer : null;
  } catch {
    return null; // offline, or logged out: the next click will tell
  }
}

async function fetchPage(address) {
  const answer = await fetchOk(address);
  return answer && new DOMParser().parseFromString(await answer.text(), "text/html");
}

const list = document.getElementById("list");
if (list) keepListFresh(list);

const news = document.querySelector("[data-news]");
if (news) tellOfNews(news);
