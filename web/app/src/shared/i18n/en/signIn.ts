export const signIn = {
  title: "Sign in again",
  text: "The session has ended. What you typed is still here; once you are signed in, it goes on where it stopped.",
  login: "Name to sign in with",
  password: "Password",
  show: "Show the password",
  submit: "Sign in",
  later: "Not now",
  wrong: "The name or the password is wrong.",
  nobody: "Nobody is signed in in this browser yet.",
  with: "Sign in with {{provider}} in a new tab",
  did: "I signed in: go on",
  another:
    "You signed in as {{name}}; this page was opened by {{before}}. What was typed into it would be saved in your name.",
  goOn: "Go on as {{name}}",
  reload: "Start over",
};
