"""Every setting, with its reason. The environment is read here and nowhere else."""

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
APPLICATION = "forced-labour-chat"


def read_settings() -> "Settings":
    """The settings of the environment. Raises UsageError that names the variable and what is wrong with it."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "RAG_" + "_".join(map(str, first["loc"])).upper()
        raise UsageError(f"{name} cannot be used: {first['msg']}. Correct or unset it.") from error


def _cache_dir() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path(APPLICATION)


class Settings(BaseSettings):
    """Given by name, or by the environment as RAG_NAME. Frozen: make another to change one."""

    model_config = SettingsConfigDict(env_prefix="RAG_", frozen=True, extra="forbid", env_ignore_empty=True)

    corpus_dir: Path = Field(ROOT / "corpus", description="Folder of the documents.")
    index_dir: Path = Field(ROOT / ".index", description="Folder of the Chroma index; a cache of the corpus.")
    cache_dir: Path = Field(
        default_factory=_cache_dir, description="Folder for the assembled models and the saved prompt state."
    )
    chroma_url: str | None = Field(None, description="A Chroma server, http(s)://host:port, used instead of index_dir.")
    chroma_token: SecretStr | None = Field(None, description="Token for Chroma Cloud or a proxy before the server.")
    collection: str = Field("passages", description="Name of the Chroma collection.")
    llm: str = Field("embedded", description="embedded, none, or provider:model (ollama:…, openai:…, anthropic:…).")
    llm_url: str | None = Field(None, description="Base URL of an OpenAI-compatible server or of the provider.")
    llm_path: Path | None = Field(None, description="The embedded model's GGUF file, if you have it already.")
    embedding_path: Path | None = Field(None, description="The embedding model's folder, if you have it already.")
    feedback_file: Path | None = Field(
        ROOT / "feedback.jsonl",
        description="Where the page keeps thumbs and remarks; RAG_FEEDBACK_FILE=off keeps none.",
    )
    threads: int = Field(
        default_factory=lambda: min(os.cpu_count() or 2, 8),
        ge=1,
        description="Threads of the embedded model.",
    )
    context_tokens: int = Field(4096, ge=1024, description="Context window of the embedded model, in tokens.")
    passages: int = Field(5, ge=1, le=20, description="How many passages a question retrieves.")

    @field_validator("feedback_file", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        return None if value in ("off", "none", "0") else value

    @field_validator("corpus_dir", "index_dir", "cache_dir", "llm_path", "embedding_path", "feedback_file")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        # Chroma takes two spellings of one folder for two databases and loses vectors: always resolve.
        return path.expanduser().resolve() if path else path
