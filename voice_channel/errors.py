"""One error class: a code for programs, an English detail for operators, a Korean sentence for residents."""

_RESIDENT_MESSAGES = {
    "audio_invalid": "소리를 읽지 못했어요. 다시 말씀해 주세요.",
    "audio_silent": "말씀을 듣지 못했어요. 조금 더 크게 말씀해 주세요.",
    "frame_invalid": "소리 조각이 깨져서 왔어요. 다시 말씀해 주세요.",
    "frame_too_large": "한 번에 보낸 내용이 너무 길어요. 짧게 나누어 말씀해 주세요.",
    "message_invalid": "요청을 이해하지 못했어요. 다시 시도해 주세요.",
    "sample_rate_unsupported": "이 마이크의 소리 형식은 쓸 수 없어요. 화면을 눌러 이용해 주세요.",
    "busy": "지금 이용하는 분이 많아요. 잠시 뒤에 다시 시도해 주세요.",
    "text_too_long": "질문이 너무 길어요. 짧게 나누어 말씀해 주세요.",
    "bot_failed": "지금은 답을 드리지 못했어요. 잠시 뒤에 다시 말씀해 주세요.",
    "tts_failed": "지금은 소리로 읽어 드리지 못해요. 화면의 글을 봐 주세요.",
    "stt_failed": "지금은 말씀을 알아듣지 못해요. 화면을 눌러 이용해 주세요.",
    "model_missing": "음성 인식을 준비하지 못했어요. 화면을 눌러 이용해 주세요.",
}
_FALLBACK = "문제가 생겼어요. 다시 시도해 주세요."


class VoiceError(Exception):
    """A failure of the voice channel: `code` is stable, `detail` is English for logs and operators."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail

    @property
    def resident_message(self) -> str:
        """The Korean sentence a resident may see; never contains technical detail."""
        return _RESIDENT_MESSAGES.get(self.code, _FALLBACK)
