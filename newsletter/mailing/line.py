"""One connection to the server of letters, kept for many of them."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMessage, get_connection

from .answers import Answer, Meaning, answer_to, is_lost


class Halted(Exception):
    """No letter may leave for now, and none is at fault. Its text says why, in French, to editors."""


class NotSent(Exception):
    """This letter has not left, or nobody knows."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


class Line:
    """Any e-mail backend. Where it speaks SMTP, it is known whether a letter was on its way when the line fell."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._is_open = False
        self._letters = 0  # over this connection
        self._data_begun = False

    def open(self) -> None:
        """Before any letter is marked as handed over: a server that is away costs none of them an attempt."""
        if self._is_open:
            return
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Halted(in_words(error)) from error
        self._is_open, self._letters = True, 0
        self._watch_data()

    def send(self, message: EmailMessage) -> str:
        """The server's code once it has accepted the letter. Raises ``NotSent``, or ``Halted``."""
        try:
            return self._send(message)
        except NotSent as failure:
            # A server may close a line after so many letters, or after a silence: the letter goes by a new one.
            if self._is_open or self._data_begun or failure.answer.meaning is not Meaning.LATER or not self._letters:
                raise
        self.open()
        return self._send(message)

    def close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except (smtplib.SMTPException, OSError):
            pass  # it was closed already

    def _send(self, message: EmailMessage) -> str:
        self._data_begun = False
        try:
            self._backend.send_messages([message])
        except Exception as error:  # a backend has its own ways to fail
            answer = answer_to(error, data_begun=self._data_begun)
            if is_lost(error):
                self.close()
            if answer.meaning is Meaning.OURS:
                raise Halted(
                    f"Le serveur d’envoi refuse notre adresse d’expéditeur (réponse {answer.code})."
                ) from error
            raise NotSent(answer) from error
        self._letters += 1
        return "250"

    def _watch_data(self) -> None:
        smtp = getattr(self._backend, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            return
        hand_over = smtp.data

        def data(text: bytes | str) -> tuple[int, bytes]:
            self._data_begun = True
            return hand_over(text)

        smtp.data = data


def in_words(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "Le serveur d’envoi refuse l’identifiant ou le mot de passe : voyez EMAIL_URL avec l’hébergement."
        case smtplib.SMTPResponseException():
            return f"Le serveur d’envoi n’ouvre pas la connexion (réponse {error.smtp_code})."
        case TimeoutError():
            return "Le serveur d’envoi ne répond pas à temps."
        case _:
            return f"Le serveur d’envoi ne répond pas ({type(error).__name__})."
