"""The raster of a result comes to the top, and everything goes back to where it was."""

from __future__ import annotations

import pytest
from qgis_plugin.gui.two_dates.layer_order import LayerOrder, top_picture
from qgis_plugin.gui.two_dates.project_rasters import HEAT_MAP
from tests.qgis.made_up import hit, square
from tests.qgis.two_rasters import names_in_order, raster_layer

from qgis.core import QgsProject, QgsVectorLayer

PLACE = hit(1).geometry


@pytest.fixture
def order(qgis_new_project):
    made = LayerOrder()
    yield made
    made.forget()


@pytest.fixture
def root(order):
    return QgsProject.instance().layerTreeRoot()


def roads(root):
    layer = QgsVectorLayer("LineString?crs=EPSG:4326", "roads", "memory")
    QgsProject.instance().addMapLayer(layer, False)
    root.addLayer(layer)
    return layer


def test_a_raster_comes_above_the_others_and_below_vectors_and_goes_back(order, root, tmp_path):
    roads(root)
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    raster_layer(tmp_path / "mid" / "a.tif", "#0000ff")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    order.bring_up(pre, PLACE)
    assert names_in_order() == ["roads", "pre-a", "post-a", "mid-a"]
    assert top_picture(PLACE) is pre
    assert order.can_restore
    order.restore()
    assert names_in_order() == ["roads", "post-a", "mid-a", "pre-a"]
    assert not order.can_restore


def test_a_hidden_raster_in_a_hidden_group_is_shown_and_hidden_again(order, root, tmp_path):
    group = root.addGroup("before")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00", parent=group)
    group.setItemVisibilityChecked(False)
    root.findLayer(pre.id()).setItemVisibilityChecked(False)
    order.bring_up(pre, PLACE)
    assert names_in_order() == ["pre-a"]
    order.restore()
    assert names_in_order() == []
    assert not root.findLayer(pre.id()).itemVisibilityChecked()
    assert not root.findGroup("before").itemVisibilityChecked()


def test_a_group_of_a_date_comes_up_as_a_whole(order, root, tmp_path):
    after, before = root.addGroup("after"), root.addGroup("before")
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000", parent=after)
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00", parent=before)
    raster_layer(tmp_path / "pre" / "b.tif", "#00ff00", parent=before)
    order.bring_up(pre, PLACE)
    assert [node.name() for node in root.children()] == ["before", "after"]
    assert [node.name() for node in root.children()[0].children()] == ["pre-a", "pre-b"]
    order.restore()
    assert [node.name() for node in root.children()] == ["after", "before"]


def test_what_lies_in_a_group_with_vectors_is_hidden_instead_so_that_these_stay_on_top(order, root, tmp_path):
    group = root.addGroup("damage")
    roads(group)
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000", parent=group)
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    order.bring_up(pre, PLACE)
    assert names_in_order() == ["roads", "pre-a"]
    order.restore()
    assert names_in_order() == ["roads", "post-a", "pre-a"]


def test_only_one_of_a_group_is_seen_where_the_group_is_so(order, root, tmp_path):
    group = root.addGroup("dates")
    post = raster_layer(tmp_path / "post" / "a.tif", "#ff0000", parent=group)
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00", parent=group)
    group.setIsMutuallyExclusive(True, 0)
    assert names_in_order() == ["post-a"]
    order.bring_up(pre, PLACE)
    assert names_in_order() == ["pre-a"]
    order.restore()
    assert names_in_order() == ["post-a"]
    assert post.isValid()


def test_an_order_of_layers_of_its_own_is_changed_and_put_back(order, root, tmp_path):
    post = raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    root.setCustomLayerOrder([post, pre])
    root.setHasCustomLayerOrder(True)
    order.bring_up(pre, PLACE)
    assert names_in_order() == ["pre-a", "post-a"]
    order.restore()
    assert names_in_order() == ["post-a", "pre-a"]


def test_covering_rasters_are_hidden_only_where_they_cover_the_place(order, root, tmp_path):
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    heat = raster_layer(tmp_path / "heat" / "a.tif", "#ff0000")
    heat.setCustomProperty(HEAT_MAP, True)
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    order.uncover(pre, square(40.0, 10.0))
    assert names_in_order() == ["post-a", "heat-a", "pre-a"], "nothing lies there"
    order.uncover(pre, PLACE)
    assert names_in_order() == ["heat-a", "pre-a"], "a heat map is no picture"
    order.restore()
    assert names_in_order() == ["post-a", "heat-a", "pre-a"]


def test_dates_that_are_looked_at_in_turn_go_back_to_the_first_order(order, root, tmp_path):
    post = raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    mid = raster_layer(tmp_path / "mid" / "a.tif", "#0000ff")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    for layer in (pre, mid, pre, post, pre):
        order.bring_up(layer, PLACE)
        assert top_picture(PLACE) is layer
    order.restore()
    assert names_in_order() == ["post-a", "mid-a", "pre-a"]


def test_what_its_user_removed_or_hid_meanwhile_stays_so(order, root, tmp_path):
    post = raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    root.findLayer(pre.id()).setItemVisibilityChecked(False)
    order.uncover(pre, PLACE)
    assert names_in_order() == ["pre-a"]
    QgsProject.instance().removeMapLayer(post.id())
    root.findLayer(pre.id()).setItemVisibilityChecked(False)
    order.restore()
    assert names_in_order() == []


def test_another_project_has_nothing_to_put_back(order, root, tmp_path):
    raster_layer(tmp_path / "post" / "a.tif", "#ff0000")
    pre = raster_layer(tmp_path / "pre" / "a.tif", "#00ff00")
    order.bring_up(pre, PLACE)
    QgsProject.instance().clear()
    assert not order.can_restore
