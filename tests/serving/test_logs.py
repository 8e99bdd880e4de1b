import logging

import structlog

from serving.logs import configure_logging, drop_private_fields


def test_a_log_line_loses_what_was_said():
    event = {"event": "rest.message.received.failure", "text": "내 번호는", "code": 7}
    assert drop_private_fields(None, "error", event) == {"event": "rest.message.received.failure", "code": 7}


def test_neither_rasas_details_nor_the_residents_words_are_printed(capsys):
    configure_logging()
    logger = structlog.get_logger("rasa.test")
    logger.debug("processor.message.parse", parse_data_text="내 번호는")
    logger.error("rest.message.received.failure", text="내 번호는")
    logging.getLogger("rasa.core").info("details")
    logging.getLogger("serving.server").info("ready")
    printed = capsys.readouterr().err
    assert "rest.message.received.failure" in printed
    assert "ready" in printed
    assert "내 번호는" not in printed
    assert "details" not in printed
