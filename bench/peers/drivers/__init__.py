"""How each program is installed, started and made to do the same work: one driver each."""

from bench.peers.drivers.doccano import Doccano
from bench.peers.drivers.driver import Driver
from bench.peers.drivers.label_studio import LabelStudio
from bench.peers.drivers.newsroom import Newsroom
from bench.peers.drivers.potato import Potato

DRIVERS: dict[str, type[Driver]] = {
    driver.name: driver for driver in (Newsroom, Doccano, LabelStudio, Potato)
}
